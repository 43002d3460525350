package io.batchtask.bridge.netserver;

import javax.xml.namespace.QName;

/** The calls this product makes, by service; names are those of the contract. */
enum Operation {
    GET_BATCH_TASK_INFO("BatchTask", "GetBatchTaskInfo", "GetBatchTaskInfoResponse"),
    GET_SYSTEM_INFO("SoPrincipal", "GetSystemInfo", "GetSystemInfoResponse"),
    AUTHENTICATE_USERNAME_PASSWORD("SoPrincipal", "AuthenticateUsernamePassword", "AuthenticateResponse"),
    AUTHENTICATE_WITH_ACCESS_TOKEN("SoPrincipal", "AuthenticateWithAccessToken", "AuthenticateResponse");

    static final String NAMESPACE = "http://www.superoffice.net/ws/crm/NetServer/Services86";

    private final String word;

    private final String qualified;

    private final QName answer;

    Operation(String service, String word, String answer) {
        this.word = word;
        this.qualified = service + "/" + word;
        this.answer = new QName(Operation.NAMESPACE, answer);
    }

    String word() {
        return word;
    }

    /** {@code service/method}, as traces name it. */
    String qualified() {
        return qualified;
    }

    /** What the body of its answer holds. */
    QName answer() {
        return answer;
    }
}

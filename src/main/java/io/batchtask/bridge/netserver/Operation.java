package io.batchtask.bridge.netserver;

/** The calls this product makes, by service; names are those of the contract. */
enum Operation {
    GET_BATCH_TASK_INFO("GetBatchTaskInfo"),
    GET_SYSTEM_INFO("GetSystemInfo"),
    AUTHENTICATE_USERNAME_PASSWORD("AuthenticateUsernamePassword"),
    AUTHENTICATE_WITH_ACCESS_TOKEN("AuthenticateWithAccessToken");

    static final String NAMESPACE = "http://www.superoffice.net/ws/crm/NetServer/Services86";

    private final String word;

    Operation(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}

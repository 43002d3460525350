package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.netserver.RequestCheck.Request;

/** SoPrincipal.svc. A wrong password is a successful call that says no; an answer carries all rights and is large. */
final class Principal {
    private static final String RESPONSE = "AuthenticateResponse";

    private final Sessions sessions;

    Principal(Sessions sessions) {
        this.sessions = sessions;
    }

    ScriptedAnswer answer(Request request) {
        return switch (request.operation()) {
            case "GetSystemInfo" ->
                ScriptedAnswer.soap(Xml.envelope(
                        Xml.headers(null, true),
                        Xml.wrapper("GetSystemInfoResponse", "<SystemInfo>" + systemInfo() + "</SystemInfo>")));
            case "AuthenticateUsernamePassword" ->
                signedIn(sessions.isUser(request.value("UserName"), request.value("Password")));
            case "AuthenticateWithAccessToken" -> signedIn(sessions.isAccepted(request.value("AccessToken")));
            default -> ScriptedAnswer.fault(Xml.fault(Xml.ACTION, request.operation()));
        };
    }

    private ScriptedAnswer signedIn(boolean accepted) {
        String body = accepted
                ? Xml.wrapper(
                        RESPONSE,
                        "<Response>" + carrier() + "</Response><Credentials>"
                                + Xml.element("Ticket", sessions.issue())
                                + "</Credentials>"
                                + Xml.element("AuthenticationSucceeded", true))
                : notSignedIn();
        return ScriptedAnswer.soap(Xml.envelope(Xml.headers(null, true), body));
    }

    /** The body that says no. */
    static String notSignedIn() {
        return Xml.wrapper(
                RESPONSE,
                Xml.element("Response", null)
                        + Xml.element("Credentials", null)
                        + Xml.element("AuthenticationSucceeded", false));
    }

    private static String systemInfo() {
        return Xml.element("TableRight", null)
                + Xml.element("FieldProperties", null)
                + Xml.element("License", null)
                + Xml.element("BuildLabel", "simulator")
                + Xml.element("AssemblyVersion", "11.6.0.0")
                + Xml.element("AccumulatedNextCheckDate", "2030-01-01T00:00:00")
                + Xml.element("FileVersion", "11.6.0.0")
                + Xml.element("DatabaseVersion", 516)
                + Xml.element("CompanyName", "Simulated Ltd");
    }

    private static String carrier() {
        StringBuilder rights = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            rights.append("<a:string>function-right-").append(i).append("</a:string>");
        }
        return Xml.element("UserType", "InternalAssociate") + Xml.element("Associate", "sim")
                + Xml.element("AssociateId", 7)
                + Xml.element("IsPerson", true) + Xml.element("RoleName", "Administrator")
                + Xml.element("Licenses", null)
                + Xml.element("FullName", "Sim Ulator")
                + "<FunctionRights xmlns:a=\"http://schemas.microsoft.com/2003/10/Serialization/Arrays\">" + rights
                + "</FunctionRights>"
                + Xml.element("DatabaseContextIdentifier", "Cust12345");
    }
}

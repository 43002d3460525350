package io.batchtask.bridge.it.world;

/** What the bridge is to write, to the byte. */
public final class Expected {
    /** The value of the event of the simulator's task 42. */
    public static final String TASK_42 = """
            {"id":42,"name":"ExportArchive","associateId":42,"detailsTable":5,"detailsRecord":1042,"isSystemTask":false,\
            "isInternalTask":false,"parameterObject":{"SelectionId":"42","Mode":"Delta"},\
            "lastStarted":"2021-03-25T22:18:03Z","created":"2021-03-25T22:17:03Z","startCount":1,\
            "databaseSerialNumber":"1133445566","context":"Cust12345","result":"","state":"Started",\
            "description":"Task 42 – ærlig & <prøvd>","response":null,"request":"<request id=\\"42\\"/>",\
            "progressDescription":"working","progressPercent":42}""";

    private Expected() {}
}

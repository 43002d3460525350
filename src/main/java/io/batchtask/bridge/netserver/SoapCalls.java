package io.batchtask.bridge.netserver;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.component.cxf.common.message.CxfConstants;
import org.apache.cxf.headers.Header;

/** Puts calls together: the operation, its one body part, and the headers every call needs. */
final class SoapCalls {
    private final RequestHeaders headers;
    private final Supplier<Optional<String>> applicationToken;

    SoapCalls(RequestHeaders headers, Supplier<Optional<String>> applicationToken) {
        this.headers = headers;
        this.applicationToken = applicationToken;
    }

    /** Turns a new exchange into that call. */
    Exchange prepare(Exchange call, SoapCall soap, Object body, Optional<String> ticket) {
        call.setPattern(ExchangePattern.InOut);
        soap.join(call);
        Message request = call.getIn();
        request.setBody(new Object[] {body});
        request.setHeader(CxfConstants.OPERATION_NAME, soap.operation().word());
        request.setHeader(CxfConstants.OPERATION_NAMESPACE, Operation.NAMESPACE);
        request.setHeader(Header.HEADER_LIST, headers.of(applicationToken.get(), ticket));
        return call;
    }
}

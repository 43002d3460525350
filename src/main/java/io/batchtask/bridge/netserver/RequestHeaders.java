package io.batchtask.bridge.netserver;

import io.batchtask.bridge.netserver.contract.SoCredentials;
import jakarta.xml.bind.JAXBException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.SoapHeader;
import org.apache.cxf.headers.Header;
import org.apache.cxf.jaxb.JAXBDataBinding;

/** The SOAP headers of a request. The data binding is built once: per call it would cost more than the call. */
final class RequestHeaders {
    private static final QName APPLICATION_TOKEN = new QName(Operation.NAMESPACE, "ApplicationToken");
    private static final QName CREDENTIALS = new QName(Operation.NAMESPACE, "Credentials");

    private final JAXBDataBinding binding;

    RequestHeaders() {
        try {
            binding = new JAXBDataBinding(SoCredentials.class, String.class);
        } catch (JAXBException impossible) {
            throw new IllegalStateException("the generated contract cannot be bound", impossible);
        }
    }

    /** @param ticket empty for calls that need none */
    List<Header> of(Optional<String> applicationToken, Optional<String> ticket) {
        List<Header> headers = new ArrayList<>(2);
        applicationToken.ifPresent(token -> headers.add(new SoapHeader(APPLICATION_TOKEN, token, binding)));
        ticket.ifPresent(opaque -> {
            SoCredentials credentials = new SoCredentials();
            credentials.setTicket(opaque);
            headers.add(new SoapHeader(CREDENTIALS, credentials, binding));
        });
        return headers;
    }
}

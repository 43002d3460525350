package io.batchtask.bridge.netserver;

import io.batchtask.bridge.netserver.contract.SoCredentials;
import io.batchtask.bridge.netserver.contract.SoTimeZone;
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

    private static final QName TIME_ZONE = new QName(Operation.NAMESPACE, "TimeZone");

    private final JAXBDataBinding binding;

    private final Optional<SoTimeZone> timeZone;

    /** @param timeZone SuperOffice's id or location code of a zone; empty for none */
    RequestHeaders(Optional<String> timeZone) {
        this.timeZone = timeZone.map(RequestHeaders::zone);
        try {
            binding = new JAXBDataBinding(SoCredentials.class, SoTimeZone.class, String.class);
        } catch (JAXBException impossible) {
            throw new IllegalStateException("the generated contract cannot be bound", impossible);
        }
    }

    private static SoTimeZone zone(String idOrCode) {
        SoTimeZone zone = new SoTimeZone();
        if (idOrCode.matches("\\d{1,9}")) {
            zone.setSoTimeZoneId(Integer.valueOf(idOrCode));
        } else {
            zone.setSoTimeZoneLocationCode(idOrCode);
        }
        return zone;
    }

    /**
     * Batch.svc takes all three; SoPrincipal.svc the application token alone.
     *
     * @param ticket empty for calls that need none
     */
    List<Header> of(Optional<String> applicationToken, Optional<String> ticket) {
        List<Header> headers = new ArrayList<>(3);
        applicationToken.ifPresent(token -> headers.add(new SoapHeader(APPLICATION_TOKEN, token, binding)));
        ticket.ifPresent(opaque -> {
            SoCredentials credentials = new SoCredentials();
            credentials.setTicket(opaque);
            headers.add(new SoapHeader(CREDENTIALS, credentials, binding));
            timeZone.ifPresent(zone -> headers.add(new SoapHeader(TIME_ZONE, zone, binding)));
        });
        return headers;
    }
}

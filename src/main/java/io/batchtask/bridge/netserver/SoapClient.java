package io.batchtask.bridge.netserver;

import java.util.Map;
import org.apache.camel.component.cxf.jaxws.CxfConfigurer;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.endpoint.UpfrontConduitSelector;
import org.apache.cxf.frontend.AbstractWSDLBasedEndpointFactory;

/** Fits a CXF client to this product: our way out, and lenient reading. */
final class SoapClient implements CxfConfigurer {
    private final SoapConduit conduit;

    SoapClient(SoapConduit conduit) {
        this.conduit = conduit;
    }

    @Override
    public void configure(AbstractWSDLBasedEndpointFactory factory) {
        factory.setConduitSelector(new UpfrontConduitSelector(conduit));
        factory.getProperties(true).putAll(Map.of("jaxb-reader-validation-event-handler", new LenientReading()));
    }

    @Override
    public void configureClient(Client client) {
        // nothing: the conduit is ours
    }

    @Override
    public void configureServer(Server server) {
        // this product serves no SOAP
    }
}

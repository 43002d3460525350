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
        factory.getProperties(true).putAll(Map.of("jaxb-reader-validation-event-handler", new LenientReading()));
    }

    /** On the finished client: the factory's own setting is passed over by the client Camel makes. */
    @Override
    public void configureClient(Client client) {
        UpfrontConduitSelector selector = new UpfrontConduitSelector(conduit);
        selector.setEndpoint(client.getEndpoint());
        client.setConduitSelector(selector);
    }

    @Override
    public void configureServer(Server server) {
        // this product serves no SOAP
    }
}

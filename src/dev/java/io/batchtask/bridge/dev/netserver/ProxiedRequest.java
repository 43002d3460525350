package io.batchtask.bridge.dev.netserver;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.core.http.impl.HttpServerRequestWrapper;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request as the service behind the {@link TenantProxy} sees it. */
final class ProxiedRequest extends HttpServerRequestWrapper {
    private static final String CONTRACT = "86";
    private static final String PREFIX = "http://www.superoffice.net/ws/crm/NetServer/Services";
    private static final Pattern ID = Pattern.compile("<(?:\\w+:)?Id>\\s*(\\d{1,9})\\s*<");

    private final String path;
    private final String version;
    private final TenantProxy front;
    private String envelope = "";

    ProxiedRequest(HttpServerRequestInternal request, String path, String version, TenantProxy front) {
        super(request);
        this.path = path;
        this.version = version;
        this.front = front;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String getHeader(String name) {
        String value = super.getHeader(name);
        return name.equalsIgnoreCase("SOAPAction") && value != null && !isLacking(value) ? incoming(value) : value;
    }

    /** AuthenticateWithAccessToken came with Services86. */
    private boolean isLacking(String action) {
        return version.compareTo(CONTRACT) < 0 && action.contains("AuthenticateWithAccessToken");
    }

    @Override
    public Future<Buffer> body() {
        return super.body().map(body -> {
            envelope = body.toString();
            return version.equals(CONTRACT) ? body : Buffer.buffer(incoming(envelope));
        });
    }

    boolean isExtended() {
        return version.equals("88");
    }

    /** The version in the path is the contract's; the contract's own number is another version's here. */
    private String incoming(String text) {
        return version.equals(CONTRACT)
                ? text
                : text.replace(PREFIX + CONTRACT, PREFIX + "Other").replace(PREFIX + version, PREFIX + CONTRACT);
    }

    String outgoing(String body) {
        String said = front.isPlain() ? body : said(body);
        String text = TimeZones.asked(envelope).<String>map(said::transform).orElse(said);
        return version.equals(CONTRACT) ? text : text.replace(PREFIX + CONTRACT, PREFIX + version);
    }

    private String said(String body) {
        Matcher id = ID.matcher(envelope);
        Map<String, String> values =
                id.find() ? front.said(Integer.parseInt(id.group(1))).orElse(Map.of()) : Map.of();
        String text = body;
        for (Map.Entry<String, String> value : values.entrySet()) {
            String name = value.getKey();
            text = text.replaceFirst(
                    "<" + name + ">[^<]*</" + name + ">",
                    Matcher.quoteReplacement(Xml.element(name, value.getValue())));
        }
        return text;
    }
}

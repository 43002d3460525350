package io.batchtask.bridge.netserver;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.netserver.Facts.Child;
import io.batchtask.bridge.netserver.Facts.Type;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The trimmed contract this product is generated from, held against what is known of the wire. */
class ContractTest {
    private static final String XS = XMLConstants.W3C_XML_SCHEMA_NS_URI;
    private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
    private static final String SOAP = "http://schemas.xmlsoap.org/wsdl/soap/";

    /** Where ours is wider on purpose: our type and why. */
    private static final Map<String, String> WIDER = Map.ofEntries(
            entry("BatchTaskInfo.Id", "long: a number beyond an int would wrap without an error"),
            entry("BatchTaskInfo.AssociateId", "long: a number beyond an int would wrap without an error"),
            entry("BatchTaskInfo.DetailsTable", "long: a number beyond a short would wrap without an error"),
            entry("BatchTaskInfo.DetailsRecord", "long: a number beyond an int would wrap without an error"),
            entry("BatchTaskInfo.StartCount", "long: a number beyond an int would wrap without an error"),
            entry("BatchTaskInfo.IsSystemTask", "string: a word that is no boolean would be nothing without an error"),
            entry(
                    "BatchTaskInfo.IsInternalTask",
                    "string: a word that is no boolean would be nothing without an error"),
            entry("AuthenticateResponse.AuthenticationSucceeded", "string: as the flags of a task"),
            entry("BatchTaskInfo.State", "string: newer servers know more words, and none may be lost"),
            entry("BatchTaskInfo.ProgressPercent", "long: a number beyond a short would wrap without an error"),
            entry("TableRight.Mask", "Words: newer servers know more rights, and we need none"),
            entry("FieldRight.Mask", "Words: newer servers know more rights, and we need none"));

    /** Where ours may be nil and the vendor's may not: nil would be read as 0, false or empty, and must be nothing. */
    private static final Set<String> NILLABLE = Set.of(
            "BatchTaskInfo.Id",
            "BatchTaskInfo.AssociateId",
            "BatchTaskInfo.DetailsTable",
            "BatchTaskInfo.DetailsRecord",
            "BatchTaskInfo.IsSystemTask",
            "BatchTaskInfo.IsInternalTask",
            "BatchTaskInfo.LastStarted",
            "BatchTaskInfo.Created",
            "BatchTaskInfo.StartCount",
            "BatchTaskInfo.State",
            "BatchTaskInfo.ProgressPercent");

    /** What stands at the end of ours besides; a newer service version has added it, and the older ones leave it out. */
    private static final Map<String, List<Child>> OF_SERVICES_88 = Map.of(
            "BatchTaskInfo",
            List.of(
                    new Child("FileName", "string", true, false, false),
                    new Child("CancellationBehaviour", "string", true, false, false))); // a word, as State is

    /** Types of which ours is a part: everything the wire may hold, in its order. What we leave out is skipped when read. */
    private static final Map<String, List<String>> TRIMMED = Map.of(
            "SoSystemInfoCarrier",
            List.of(
                    "License WarningEnglish WarningResource BranchName BuildLabel AssemblyVersion AccumulatedNextCheckDate"
                            .concat(
                                    " FileVersion Description DaysUntilNetServerExpiry BuildType DatabaseVersion IsUnicode")
                            .concat(
                                    " CompanyName CompanyId DatabaseType DatabaseMinor DatabaseName IsOnTravel IsSatellite")
                            .split(" ")),
            "SoPrincipalCarrier",
            List.of(
                    "UserType Associate AssociateId IsPerson PersonId CountryId HomeCountryId ContactId GroupId BusinessId"
                            .concat(
                                    " CategoryId ContactOwner RoleId RoleName RoleDescription RoleType Licenses FullName")
                            .concat(
                                    " EMailAddress FunctionRights EjUserId EjAccessLevel EjUserStatus ProvidedCredentials")
                            .concat(" SecondaryGroups DatabaseContextIdentifier")
                            .split(" ")));

    private final Element contract = contract();
    private final Element schema = descendants(contract, XS, "schema").get(0);

    private static Element contract() {
        try (InputStream wsdl = ContractTest.class.getResourceAsStream("/wsdl/netserver.wsdl")) {
            DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
            documents.setNamespaceAware(true);
            Document document = documents.newDocumentBuilder().parse(wsdl);
            return document.getDocumentElement();
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void everyElementAndTypeHasTheWiresNamespace() {
        assertThat(schema.getAttribute("targetNamespace"))
                .isEqualTo("http://www.superoffice.net/ws/crm/NetServer/Services86")
                .isEqualTo(Operation.NAMESPACE);
        assertThat(schema.getAttribute("elementFormDefault")).isEqualTo("qualified");
    }

    @Test
    void theGlobalElementsAreThoseOfTheWire() {
        Map<String, Child> ours = new LinkedHashMap<>();
        for (Element element : children(schema, XS, "element")) {
            ours.put(
                    element.getAttribute("name"),
                    new Child(element.getAttribute("name"), typeOf(element), nillable(element), false, false));
        }
        assertThat(ours).isEqualTo(Facts.elements());
    }

    @Test
    void everyTypeHasTheWiresElementsInTheirOrderAndMayBeNilWhereTheWireMayBe() {
        Map<String, Type> facts = Facts.types();
        Map<String, Type> ours = types();
        assertThat(ours.keySet()).isEqualTo(facts.keySet());
        Set<String> wider = new TreeSet<>();
        Set<String> nillable = new TreeSet<>();
        ours.forEach((name, type) -> {
            assertThat(type.base())
                    .as("base of " + name)
                    .isEqualTo(facts.get(name).base());
            List<Child> expected = new ArrayList<>();
            for (Child child : facts.get(name).children()) {
                String reason = WIDER.get(name + "." + child.name());
                if (reason != null) {
                    wider.add(name + "." + child.name());
                    assertThat(child.type()).isNotEqualTo(reason.split(":")[0]);
                }
                boolean nil = NILLABLE.contains(name + "." + child.name());
                if (nil) {
                    nillable.add(name + "." + child.name());
                    assertThat(child.nillable()).isFalse();
                }
                expected.add(new Child(
                        child.name(),
                        reason == null ? child.type() : reason.split(":")[0],
                        child.nillable() || nil,
                        child.required(),
                        child.many()));
            }
            expected.addAll(OF_SERVICES_88.getOrDefault(name, List.of()));
            assertThat(type.children()).as(name).isEqualTo(expected);
        });
        assertThat(wider).isEqualTo(new TreeSet<>(WIDER.keySet()));
        assertThat(nillable).isEqualTo(new TreeSet<>(NILLABLE));
    }

    @Test
    void aTrimmedTypeKeepsTheOrderOfTheWholeOne() {
        TRIMMED.forEach((name, whole) -> {
            List<String> ours =
                    types().get(name).children().stream().map(Child::name).toList();
            List<String> kept = new ArrayList<>(whole);
            kept.retainAll(new HashSet<>(ours));
            assertThat(ours).as(name).isEqualTo(kept);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Batch, GetBatchTaskInfo, GetBatchTaskInfo, GetBatchTaskInfoResponse, ApplicationToken Credentials TimeZone",
        "SoPrincipal, GetSystemInfo, GetSystemInfo, GetSystemInfoResponse, ApplicationToken",
        "SoPrincipal, AuthenticateUsernamePassword, AuthenticateUsernamePassword, AuthenticateResponse, ApplicationToken",
        "SoPrincipal, AuthenticateWithAccessToken, AuthenticateWithAccessToken, AuthenticateResponse, ApplicationToken"
    })
    void eachOperationIsSoap11DocumentLiteralWithItsHeaders(
            String service, String operation, String request, String response, String requestHeaders) {
        Element binding = named(descendants(contract, WSDL, "binding"), "BasicHttpBinding_" + service);
        Element transport = children(binding, SOAP, "binding").get(0);
        assertThat(transport.getAttribute("transport")).isEqualTo("http://schemas.xmlsoap.org/soap/http");
        assertThat(transport.getAttribute("style")).isEqualTo("document");
        Element bound = named(children(binding, WSDL, "operation"), operation);
        assertThat(children(bound, SOAP, "operation").get(0).getAttribute("soapAction"))
                .isEqualTo(Operation.NAMESPACE + "/" + service + "/" + operation);

        assertThat(headers(bound, "input")).containsExactly(requestHeaders.split(" "));
        assertThat(headers(bound, "output")).containsExactly("ExceptionInfo", "ExtraInfo", "Succeeded", "TimeZone");

        Element port = named(descendants(contract, WSDL, "portType"), service);
        Element declared = named(children(port, WSDL, "operation"), operation);
        assertThat(body(declared, "input")).isEqualTo(request);
        assertThat(body(declared, "output")).isEqualTo(response);
        assertThat(children(declared, WSDL, "fault")).isEmpty();
    }

    private List<String> headers(Element operation, String direction) {
        Element side = children(operation, WSDL, direction).get(0);
        assertThat(children(side, SOAP, "body").get(0).getAttribute("use")).isEqualTo("literal");
        List<String> elements = new ArrayList<>();
        for (Element header : children(side, SOAP, "header")) {
            assertThat(header.getAttribute("use")).isEqualTo("literal");
            Element message = named(descendants(contract, WSDL, "message"), local(header.getAttribute("message")));
            Element part = named(children(message, WSDL, "part"), header.getAttribute("part"));
            elements.add(local(part.getAttribute("element")));
        }
        return elements;
    }

    private String body(Element operation, String direction) {
        Element side = children(operation, WSDL, direction).get(0);
        Element message = named(descendants(contract, WSDL, "message"), local(side.getAttribute("message")));
        return local(children(message, WSDL, "part").get(0).getAttribute("element"));
    }

    /** Our types; a nameless one goes by the name the facts give it. */
    private Map<String, Type> types() {
        Map<String, Type> types = new LinkedHashMap<>();
        for (Element type : children(schema, XS, "complexType")) {
            types.put(type.getAttribute("name"), type(type));
        }
        for (Element element : descendants(schema, XS, "element")) {
            for (Element nameless : children(element, XS, "complexType")) {
                Type earlier = types.putIfAbsent(typeOf(element), type(nameless));
                assertThat(earlier).isIn(null, type(nameless));
            }
        }
        return types;
    }

    private static Type type(Element complexType) {
        List<Element> extensions = descendants(complexType, XS, "extension");
        Element holder = extensions.isEmpty() ? complexType : extensions.get(0);
        List<Child> children = new ArrayList<>();
        for (Element element : children(children(holder, XS, "sequence").get(0), XS, "element")) {
            children.add(new Child(
                    element.getAttribute("name"),
                    typeOf(element),
                    nillable(element),
                    !element.getAttribute("minOccurs").equals("0"),
                    element.getAttribute("maxOccurs").equals("unbounded")));
        }
        return new Type(extensions.isEmpty() ? "" : local(holder.getAttribute("base")), children);
    }

    private static String typeOf(Element element) {
        String name = element.getAttribute("name");
        if (element.hasAttribute("type")) {
            return local(element.getAttribute("type"));
        }
        return name.equals("FieldPropertyDictionaryKeyValuePair")
                ? "FieldPropertyPair"
                : name.endsWith("ValuePair") ? "Pair" : name;
    }

    private static boolean nillable(Element element) {
        return element.getAttribute("nillable").equals("true");
    }

    private static String local(String qualified) {
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    private static Element named(List<Element> elements, String name) {
        return elements.stream()
                .filter(element -> element.getAttribute("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is named " + name));
    }

    private static List<Element> children(Element parent, String namespace, String name) {
        return descendants(parent, namespace, name).stream()
                .filter(element -> element.getParentNode() == parent)
                .toList();
    }

    private static List<Element> descendants(Element parent, String namespace, String name) {
        var found = parent.getElementsByTagNameNS(namespace, name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}

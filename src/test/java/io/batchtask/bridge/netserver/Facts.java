package io.batchtask.bridge.netserver;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/**
 * What is known of NetServer's wire, written down a second time and more strictly than this product reads it. Each line
 * is a name, a type and marks: {@code nil} may be nil, {@code must} must be there, {@code many} may be repeated.
 */
final class Facts {
    private static final String ELEMENTS = """
            ApplicationToken string nil
            Credentials SoCredentials nil
            TimeZone SoTimeZone nil
            ExceptionInfo SoExceptionInfo nil
            ExtraInfo SoExtraInfo nil
            Succeeded boolean
            GetBatchTaskInfo GetBatchTaskInfo
            GetBatchTaskInfoResponse GetBatchTaskInfoResponse
            GetSystemInfo GetSystemInfo
            GetSystemInfoResponse GetSystemInfoResponse
            AuthenticateUsernamePassword AuthenticateUsernamePassword
            AuthenticateWithAccessToken AuthenticateWithAccessToken
            AuthenticateResponse AuthenticateResponse
            """;

    private static final String TYPES = """
            SoCredentials:
              Ticket string nil
            SoTimeZone:
              SoTimeZoneId int
              SoTimeZoneLocationCode string nil
            SoExceptionInfo:
              Message string nil
              StackTrace string nil
              FriendlyText string nil
              ExceptionType string nil
              Source string nil
              InnerException SoExceptionInfo nil
              Parameters SoExceptionInfoParameters nil
            Pair:
              Key string nil must
              Value string nil must
            SoExceptionInfoParameters:
              SoExceptionInfoParametersKeyValuePair Pair many
            SoExtraInfo:
              ExtraInfoNameValuePair Pair many
            StringDictionary:
              StringKeyValuePair Pair many
            Carrier:
              TableRight TableRight nil
              FieldProperties FieldPropertyDictionary nil
            TableRight:
              Mask ETableRight
              Reason string nil
            FieldPropertyDictionary:
              FieldPropertyDictionaryKeyValuePair FieldPropertyPair many
            FieldPropertyPair:
              Key string nil must
              Value FieldProperty nil must
            FieldProperty:
              FieldRight FieldRight nil
              FieldType string nil
              FieldLength int
            FieldRight:
              Mask EFieldRight
              Reason string nil
            BatchTaskInfo: Carrier
              Id int
              Name string nil
              AssociateId int
              DetailsTable short
              DetailsRecord int
              IsSystemTask boolean
              IsInternalTask boolean
              ParameterObject StringDictionary nil
              LastStarted dateTime
              Created dateTime
              StartCount int
              DatabaseSerialNumber string nil
              Context string nil
              Result string nil
              State BatchTaskState
              Description string nil
              Response string nil
              Request string nil
              ProgressDescription string nil
              ProgressPercent short
            GetBatchTaskInfo:
              Id int
            GetBatchTaskInfoResponse:
              Response BatchTaskInfo nil
            GetSystemInfo:
            GetSystemInfoResponse:
              SystemInfo SoSystemInfoCarrier nil
            SoSystemInfoCarrier: Carrier
              BuildLabel string nil
              AssemblyVersion string nil
              FileVersion string nil
              Description string nil
              DatabaseVersion int
              CompanyName string nil
            AuthenticateUsernamePassword:
              UserName string nil
              Password string nil
            AuthenticateWithAccessToken:
              AccessToken string nil
            AuthenticateResponse:
              Response SoPrincipalCarrier nil
              Credentials SoCredentials nil
              AuthenticationSucceeded boolean
            SoPrincipalCarrier:
              Associate string nil
              AssociateId int
              FullName string nil
              DatabaseContextIdentifier string nil
            """;

    /** Closed lists of words; where several may stand side by side, they are separated by spaces. */
    private static final String WORDS = """
            one BatchTaskState Unknown New Aquired Started Succeeded Failed All
            some ETableRight Select Update Insert Delete Filtering RestrictedUpdate
            some EFieldRight Read Write Unused1 Unused2 Unused3 Unused4 UIHintMandatory UIHintReadOnly UndefinedValue256
            """;

    private Facts() {}

    /** One element and how it may occur. */
    record Child(String name, String type, boolean nillable, boolean required, boolean many) {
        static Child of(String line) {
            List<String> words = List.of(line.strip().split(" "));
            return new Child(
                    words.get(0), words.get(1), words.contains("nil"), words.contains("must"), words.contains("many"));
        }

        private String xsd() {
            String prefix = XSD_TYPES.contains(type) ? "xs:" : "so:";
            return "<xs:element name='" + name + "' type='" + prefix + type + "' nillable='" + nillable + "'";
        }
    }

    /** @param base empty for none */
    record Type(String base, List<Child> children) {}

    private static final List<String> XSD_TYPES = List.of("string", "int", "short", "boolean", "dateTime");

    static Map<String, Child> elements() {
        Map<String, Child> elements = new LinkedHashMap<>();
        ELEMENTS.lines().map(Child::of).forEach(child -> elements.put(child.name(), child));
        return elements;
    }

    static Map<String, Type> types() {
        Map<String, Type> types = new LinkedHashMap<>();
        List<Child> children = new ArrayList<>();
        for (String line : TYPES.lines().toList()) {
            if (line.startsWith(" ")) {
                children.add(Child.of(line));
            } else {
                String[] head = line.split(":", 2);
                children = new ArrayList<>();
                types.put(head[0], new Type(head[1].strip(), children));
            }
        }
        return types;
    }

    /** The facts as a strict schema. */
    static Schema schema() {
        StringBuilder xsd =
                new StringBuilder("<xs:schema xmlns:xs='" + XMLConstants.W3C_XML_SCHEMA_NS_URI + "' xmlns:so='"
                        + Operation.NAMESPACE + "' targetNamespace='" + Operation.NAMESPACE
                        + "' elementFormDefault='qualified'>");
        elements().values().forEach(element -> xsd.append(element.xsd()).append("/>"));
        types().forEach((name, type) -> {
            StringBuilder sequence = new StringBuilder("<xs:sequence>");
            type.children().forEach(child -> sequence.append(child.xsd())
                    .append(" minOccurs='" + (child.required() ? 1 : 0) + "'")
                    .append(" maxOccurs='" + (child.many() ? "unbounded" : "1") + "'/>"));
            sequence.append("</xs:sequence>");
            xsd.append("<xs:complexType name='" + name + "'>")
                    .append(
                            type.base().isEmpty()
                                    ? sequence
                                    : "<xs:complexContent><xs:extension base='so:" + type.base() + "'>" + sequence
                                            + "</xs:extension></xs:complexContent>")
                    .append("</xs:complexType>");
        });
        for (String line : WORDS.lines().toList()) {
            List<String> words = List.of(line.split(" "));
            StringBuilder restriction = new StringBuilder("<xs:restriction base='xs:string'>");
            words.subList(2, words.size())
                    .forEach(word -> restriction.append("<xs:enumeration value='" + word + "'/>"));
            restriction.append("</xs:restriction>");
            xsd.append("<xs:simpleType name='" + words.get(1) + "'>")
                    .append(
                            words.get(0).equals("one")
                                    ? restriction
                                    : "<xs:list><xs:simpleType>" + restriction + "</xs:simpleType></xs:list>")
                    .append("</xs:simpleType>");
        }
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(new StreamSource(
                            new StringReader(xsd.append("</xs:schema>").toString())));
        } catch (SAXException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

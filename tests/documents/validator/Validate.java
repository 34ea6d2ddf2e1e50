// Validates PDF files by the rules of PDF/UA-1 and PDF/A-2a with the veraPDF engine.
//
// Reads the path of a file from each line of its input; writes for each rule that the file breaks
// "PROFILE CLAUSE-TEST MESSAGE", then "." alone on a line. A test tool: it is never shipped.

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public final class Validate {
    private static final Map<PDFAFlavour, String> PROFILES = new EnumMap<>(Map.of(
            PDFAFlavour.PDFUA_1, "PDFUA-1.xml",
            PDFAFlavour.PDFA_2_A, "PDFA-2A.xml"));

    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<PDFAFlavour, ValidationProfile> profiles = new EnumMap<>(PDFAFlavour.class);
        for (Map.Entry<PDFAFlavour, String> one : PROFILES.entrySet()) {
            profiles.put(one.getKey(), profile(one.getKey(), one.getValue()));
        }
        BufferedReader paths =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            for (Map.Entry<PDFAFlavour, ValidationProfile> one : profiles.entrySet()) {
                broken(path, one.getKey(), one.getValue())
                        .forEach((rule, why) -> System.out.println(rule + " " + why));
            }
            System.out.println(".");
            System.out.flush();
        }
    }

    private static Map<String, String> broken(
            String path, PDFAFlavour flavour, ValidationProfile profile) {
        Map<String, String> broken = new TreeMap<>();
        try (PDFAParser parser =
                Foundries.defaultInstance().createParser(new File(path), flavour)) {
            var result =
                    Foundries.defaultInstance().createValidator(profile, false).validate(parser);
            if (result.getTotalAssertions() == 0) {
                broken.put(flavour + " nothing", "was checked");
            }
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    var rule = one.getRuleId();
                    broken.putIfAbsent(
                            flavour + " " + rule.getClause() + "-" + rule.getTestNumber(),
                            (one.getMessage() + " @ " + one.getLocation().getContext())
                                    .replaceAll("\\s+", " "));
                }
            }
        } catch (Exception | StackOverflowError error) {
            broken.put(flavour + " unreadable", String.valueOf(error).replaceAll("\\s+", " "));
        }
        return broken;
    }

    // The engine reads its profiles with JAXB, which its package lacks: they are read here by DOM.
    private static ValidationProfile profile(PDFAFlavour flavour, String name) throws Exception {
        Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(Validate.class.getClassLoader()
                        .getResourceAsStream("org/verapdf/pdfa/validation/" + name))
                .getDocumentElement();
        SortedSet<Rule> rules = new TreeSet<>(new Profiles.RuleComparator());
        NodeList found = root.getElementsByTagName("rule");
        for (int at = 0; at < found.getLength(); at++) {
            rules.add(rule(flavour, (Element) found.item(at)));
        }
        SortedSet<Variable> variables = new TreeSet<>(Comparator.comparing(Variable::getName));
        found = root.getElementsByTagName("variable");
        for (int at = 0; at < found.getLength(); at++) {
            Element one = (Element) found.item(at);
            variables.add(Profiles.variableFromValues(
                    one.getAttribute("name"), one.getAttribute("object"),
                    text(one, "defaultValue"), text(one, "value")));
        }
        var details = Profiles.profileDetailsFromValues(name, name, "", new Date(0));
        return Profiles.profileFromSortedValues(flavour, details, "", rules, variables);
    }

    private static Rule rule(PDFAFlavour flavour, Element rule) {
        Element id = (Element) rule.getElementsByTagName("id").item(0);
        PDFAFlavour.Specification standard = flavour.getPart();
        for (PDFAFlavour.Specification one : PDFAFlavour.Specification.values()) {
            String named = id.getAttribute("specification");
            if (one.name().equals(named) || one.getId().equals(named)) {
                standard = one;
            }
        }
        Element error = (Element) rule.getElementsByTagName("error").item(0);
        boolean isDeferred = Boolean.parseBoolean(rule.getAttribute("deferred"));
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(standard, id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"),
                rule.hasAttribute("deferred") ? isDeferred : null,
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), new ArrayList<>()),
                new ArrayList<>());
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}

package io.batchtask.bridge.it.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.serialization.YamlMapperFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The shipped rules with their minutes run fast: a minute takes two seconds, in ranges, offsets, {@code for}, and
 * limits, which the rules write as {@code 15 * 60} for that. What is not minutes, the time of a call, stays.
 */
public final class FastRules {
    /** How much faster. */
    public static final int FACTOR = 30;

    private static final Pattern IN_EXPRESSION = Pattern.compile("(?<=[\\[:]|offset )(\\d+)([hm])\\b");
    private static final Pattern LIMIT = Pattern.compile("\\* 60\\b");

    private FastRules() {}

    /** @return the rules, in that directory */
    public static Path write(Path rules, Path directory) {
        try {
            JsonNode all = YamlMapperFactory.getInstance().readTree(rules.toFile());
            all.findParents("expr").forEach(rule -> quicken((ObjectNode) rule));
            return Files.writeString(directory.resolve("rules.yml"), new ObjectMapper().writeValueAsString(all));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void quicken(ObjectNode rule) {
        String expression = IN_EXPRESSION
                .matcher(rule.get("expr").asText())
                .replaceAll(time -> seconds(time.group(1), time.group(2)));
        rule.put("expr", LIMIT.matcher(expression).replaceAll("* " + 60 / FACTOR));
        if (rule.has("for")) {
            String time = rule.get("for").asText();
            rule.put("for", seconds(time.substring(0, time.length() - 1), time.substring(time.length() - 1)));
        }
    }

    private static String seconds(String number, String unit) {
        return Integer.parseInt(number) * (unit.equals("h") ? 3600 : 60) / FACTOR + "s";
    }
}

package io.batchtask.bridge.settings;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A settings file, read line by line so that what is wrong is reported with its line. Each line means what it means in
 * any properties file.
 */
final class SettingsFile {
    private static final String ADVICE = ": a backslash begins an escape there; write / or \\\\ for it,"
            + " C:/secrets/ticket or C:\\\\secrets\\\\ticket";

    private static final String JOINED =
            ": a backslash at its end joins the next line to it; write \\\\ for one that is meant";

    /** What a backslash may stand before: what it means something for, and line ends that go on. */
    private static final String ESCAPED = "\\:=#! \ntnrfu\"";

    private static final String KEY_OF_OURS = "[ \\t\\f]*batchtask\\.[A-Za-z0-9._-]+[ \\t\\f]*[=:].*";

    /** At the very end, or before a line that cannot be meant as the rest of a value. */
    private static final Pattern SLIP = Pattern.compile("(?s)(?:.*\\\\\n)[ \\t\\f]*(?:[#!].*|" + KEY_OF_OURS + ")?");

    private static final Pattern DRIVE = Pattern.compile("(?s)(?:.*[^A-Za-z0-9])?[A-Za-z]:\\\\(?!\\\\).*");

    private final Path file;
    private final List<String> problems;
    private final Map<String, SourceValue> values = new TreeMap<>();
    private final Map<String, Integer> lines = new TreeMap<>();
    private final Set<String> damaged;

    private SettingsFile(Path file, Set<String> damaged, List<String> problems) {
        this.file = file;
        this.damaged = damaged;
        this.problems = problems;
    }

    /**
     * The values of that file by key, other people's keys included.
     *
     * @param damaged gets the keys whose values are not what was meant; they have been reported
     * @throws SettingsException if it cannot be read
     */
    static Map<String, SourceValue> read(Path file, Set<String> damaged, List<String> problems) {
        SettingsFile reading = new SettingsFile(file, damaged, problems);
        try {
            reading.text(TextFile.read(file));
        } catch (IOException unreadable) {
            throw new SettingsException(
                    List.of("settings file " + file + " cannot be read: " + unreadable.getMessage()));
        }
        return reading.values;
    }

    private void text(String text) {
        List<String> natural = text.lines().toList();
        for (int next = 0; next < natural.size(); ) {
            int first = next++;
            List<String> logical = new ArrayList<>(List.of(natural.get(first)));
            if (isComment(natural.get(first))) {
                continue;
            }
            while (goesOn(logical.get(logical.size() - 1)) && next < natural.size()) {
                logical.add(natural.get(next++));
            }
            line(String.join("\n", logical), first + 1);
        }
    }

    private static boolean isComment(String line) {
        return line.matches("[ \\t\\f]*([#!].*)?");
    }

    /** An odd number of backslashes at its end. */
    private static boolean goesOn(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    private void line(String raw, int number) {
        if (raw.replace("\\\n", "").isBlank()) {
            return; // lines that go on and have nothing on them
        }
        Properties read = new Properties();
        try {
            read.load(new StringReader(raw));
        } catch (IllegalArgumentException malformed) {
            problems.add(place(number) + ADVICE);
            damaged.add(keyOf(raw));
            return;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        for (String key : read.stringPropertyNames()) {
            Integer earlier = lines.putIfAbsent(key, number);
            if (earlier != null) {
                problems.add(Shown.line(key) + " occurs twice in settings file " + file + ", lines " + earlier + " and "
                        + number);
            }
            String value = read.getProperty(key);
            values.put(key, new SourceValue(value, SourceValue.FILE + file + ", line " + number));
            boolean escaped = isDamaged(key, raw, value);
            if (escaped || goesOn(raw) || SLIP.matcher(raw).matches()) {
                damaged.add(key);
                problems.add(place(number) + ", " + Shown.line(key) + (escaped ? ADVICE : JOINED));
            }
            raw.lines().skip(1).filter(next -> next.matches(KEY_OF_OURS)).forEach(next -> damaged.add(keyOf(next)));
        }
    }

    private static boolean isDamaged(String key, String raw, String value) {
        return losesABackslash(raw)
                || DRIVE.matcher(raw).matches()
                || (!Checks.mayHaveLines(key)
                        && raw.indexOf('\\') >= 0
                        && value.strip().chars().anyMatch(Character::isISOControl));
    }

    /** Properties files drop the one before anything else, without a word. */
    private static boolean losesABackslash(String raw) {
        for (int at = raw.indexOf('\\'); at >= 0 && at + 1 < raw.length(); at = raw.indexOf('\\', at + 2)) {
            if (ESCAPED.indexOf(raw.charAt(at + 1)) < 0) {
                return true;
            }
        }
        return false;
    }

    private String place(int number) {
        return "settings file " + file + ", line " + number;
    }

    private static String keyOf(String raw) {
        return raw.strip().split("[=:\\s]", 2)[0];
    }
}

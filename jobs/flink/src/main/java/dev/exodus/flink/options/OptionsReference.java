package dev.exodus.flink.options;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/** The reference table of options, as Markdown: generated, so that it cannot be out of date. */
public final class OptionsReference {
    private OptionsReference() {}

    /** One row per option. */
    public static String table(List<ConfigOption<?>> options, List<ConfigOption<?>> required) {
        StringBuilder table = new StringBuilder("| option | default | meaning |\n|---|---|---|\n");
        for (ConfigOption<?> option : options) {
            String value = required.contains(option) ? "(required)" : code(defaultText(option));
            table.append("| `--")
                    .append(option.key())
                    .append("` | ")
                    .append(value)
                    .append(" | ")
                    .append(new HtmlFormatter().format(option.description()))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    /** The default as one would write it on the command line; empty if there is none. */
    public static String defaultText(ConfigOption<?> option) {
        Object value = option.defaultValue();
        if (value == null) {
            return "";
        } else if (value instanceof Duration duration) {
            return TimeUtils.formatWithHighestUnit(duration);
        } else if (value instanceof List<?> list) {
            return String.join(";", list.stream().map(String::valueOf).toList());
        }
        return value.toString();
    }
}

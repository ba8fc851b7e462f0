package dev.exodus.dashboards.sql;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Variables of a board in a query, replaced as Grafana's PostgreSQL data source does. */
public final class Variables {
    private static final Pattern USE = Pattern.compile("\\$\\{([a-zA-Z]\\w*)}|\\$([a-zA-Z]\\w*)");

    private Variables() {}

    /**
     * What is chosen.
     *
     * @param values one or more
     * @param list whether the variable is {@code multi} or {@code includeAll}; then it becomes a
     *     quoted list, also of one value
     */
    public record Choice(List<String> values, boolean list) {
        public Choice {
            values = List.copyOf(values);
            if (values.isEmpty() || !list && values.size() > 1) {
                throw new IllegalArgumentException("a variable cannot have the values " + values);
            }
        }

        private String sql() {
            if (!list) {
                return doubled(values.get(0));
            }
            return values.stream()
                    .map(value -> "'" + doubled(value) + "'")
                    .collect(Collectors.joining(","));
        }
    }

    /**
     * The query with its variables replaced; macros, which begin with two underscores, are left.
     *
     * @throws IllegalArgumentException if a variable has no value
     */
    public static String replace(String sql, Map<String, Choice> choices) {
        Matcher use = USE.matcher(sql);
        StringBuilder replaced = new StringBuilder();
        while (use.find()) {
            String name = use.group(1) != null ? use.group(1) : use.group(2);
            Choice choice = choices.get(name);
            if (choice == null) {
                throw new IllegalArgumentException("the variable " + name + " has no value");
            }
            use.appendReplacement(replaced, Matcher.quoteReplacement(choice.sql()));
        }
        return use.appendTail(replaced).toString();
    }

    /** The names of the variables in a text, each as often as it is there. */
    public static List<String> in(String text) {
        return USE.matcher(text)
                .results()
                .map(use -> use.group(1) != null ? use.group(1) : use.group(2))
                .toList();
    }

    private static String doubled(String value) {
        return value.replace("'", "''");
    }
}

package dev.exodus.dashboards.board;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What the viewer needs of a dashboard in Grafana's classic JSON; the page reads the rest of the
 * file itself.
 *
 * @param uid never changes
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Board(
        String uid,
        String title,
        String description,
        List<Panel> panels,
        Templating templating,
        Annotations annotations) {

    /**
     * One panel.
     *
     * @param targets its queries; null for text
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Panel(int id, String type, String title, List<Target> targets) {
        public Panel {
            targets = targets == null ? List.of() : List.copyOf(targets);
        }
    }

    /**
     * One query.
     *
     * @param format {@code time_series} or {@code table}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Target(String refId, String format, String rawSql) {}

    /** The variables. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Templating(List<Variable> list) {}

    /**
     * One variable.
     *
     * @param type {@code datasource}, {@code query} or {@code custom}
     * @param query SQL, or for {@code custom} the values with commas between
     * @param current what is chosen at first
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Variable(
            String name,
            String type,
            String query,
            boolean multi,
            boolean includeAll,
            JsonNode current) {
        /** Whether it becomes a quoted list in SQL. */
        public boolean list() {
            return multi || includeAll;
        }

        /** Whether SQL can use it. */
        public boolean inSql() {
            return !"datasource".equals(type);
        }
    }

    /** Marks over the panels. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Annotations(List<Annotation> list) {}

    /**
     * One kind of mark.
     *
     * @param target its query; null for Grafana's own
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Annotation(String name, String iconColor, Target target) {}

    /**
     * @throws NoSuchElementException if there is none
     */
    public Panel panel(int id) {
        return panels.stream()
                .filter(panel -> panel.id() == id)
                .findFirst()
                .orElseThrow(
                        () -> new NoSuchElementException("no panel " + id + " on board " + uid));
    }

    /** The variables that SQL can use. */
    public List<Variable> variables() {
        return templating.list().stream().filter(Variable::inSql).toList();
    }

    /** The annotations with a query. */
    public List<Annotation> marks() {
        return annotations.list().stream()
                .filter(mark -> Optional.ofNullable(mark.target()).map(Target::rawSql).isPresent())
                .toList();
    }
}

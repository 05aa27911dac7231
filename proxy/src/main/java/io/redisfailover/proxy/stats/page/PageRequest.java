package io.redisfailover.proxy.stats.page;

import io.redisfailover.proxy.stats.model.ShownRows;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the target of a request asks for. Options follow the path after semicolons, as HAProxy has
 * them: {@code /;csv}, {@code /;up;norefresh}. Of a query only {@code scope=} counts. Pure.
 *
 * @param path the path
 * @param options the options
 * @param scope the scope; empty for all rows
 */
public record PageRequest(String path, Set<String> options, String scope) {
  /** Leaves out servers that are down. */
  public static final String UP = "up";

  /** Leaves out servers in maintenance. */
  public static final String NO_MAINT = "no-maint";

  /** Turns the refresh off. */
  public static final String NO_REFRESH = "norefresh";

  /** Adds where sessions are pinned. */
  public static final String SESSIONS = "sessions";

  /** Begins the option that says how an act has ended, with a word of HAProxy. */
  private static final String ENDED = "st=";

  private static final String SCOPE = "scope=";

  /** What a link of the page keeps; nothing else of a request comes back in a page. */
  private static final Set<String> KEPT = Set.of(UP, NO_MAINT, NO_REFRESH, SESSIONS);

  /** Copies the options. */
  public PageRequest {
    options = Set.copyOf(options);
  }

  /** {@return what a target asks for} */
  public static PageRequest parse(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? "" : target.substring(mark + 1);
    List<String> parts = Arrays.asList(path.split(";", -1));
    List<String> options = parts.subList(1, parts.size());
    String scope =
        Arrays.stream((query + "&" + String.join("&", options)).split("&", -1))
            .filter(each -> each.startsWith(SCOPE))
            .map(each -> decoded(each.substring(SCOPE.length())))
            .findFirst()
            .orElse("");
    return new PageRequest(parts.getFirst(), new TreeSet<>(options), scope);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException garbled) {
      return text;
    }
  }

  /** {@return whether it has that option} */
  public boolean has(String option) {
    return options.contains(option);
  }

  /** {@return whether it follows on an act} */
  public boolean followsAnAct() {
    return options.stream().anyMatch(option -> option.startsWith(ENDED));
  }

  /** {@return which rows it asks for} */
  public ShownRows rows() {
    return new ShownRows(has(UP), has(NO_MAINT), scope);
  }

  /** {@return the page that shows the same rows and sections} */
  public String link() {
    return link("", options);
  }

  /** {@return the page that says how an act has ended} */
  public String afterAct(String word) {
    return link(";" + ENDED + word, options);
  }

  /** {@return the same page with an option that it lacks, or without one that it has} */
  String toggled(String option) {
    Set<String> others = new TreeSet<>(options);
    if (!others.remove(option)) {
      others.add(option);
    }
    return link("", others);
  }

  /** {@return the same rows in another form} */
  String export(String form) {
    Set<String> others = new TreeSet<>(options);
    others.add(NO_REFRESH);
    return link(";" + form, others);
  }

  private String link(String more, Set<String> wanted) {
    StringBuilder link = new StringBuilder("/").append(more);
    wanted.stream().filter(KEPT::contains).sorted().forEach(each -> link.append(';').append(each));
    if (!scope.isEmpty()) {
      link.append('?').append(SCOPE).append(URLEncoder.encode(scope, StandardCharsets.UTF_8));
    }
    return link.toString();
  }
}

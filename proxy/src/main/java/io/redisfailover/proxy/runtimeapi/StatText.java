package io.redisfailover.proxy.runtimeapi;

import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.stats.export.HaproxyCsv;
import io.redisfailover.proxy.stats.export.HaproxyFields;
import io.redisfailover.proxy.stats.export.HaproxyRow;
import io.redisfailover.proxy.stats.model.ShownRows;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.util.List;

/** The text of {@code show stat}, with HAProxy's filters and formats. */
final class StatText {
  /** Level user does not see where the servers are, as in HAProxy. */
  private static final String ADDRESS = "addr";

  private static final int ALL = -1;
  private static final int FIRST_ARGUMENT = 2;

  /** In front of these may stand the number or name of the proxy, the kinds and the server. */
  private static final int FILTER_WORDS = 3;

  private StatText() {}

  /** {@return the answer} */
  static String of(CommandCall call, StatusSnapshot status) {
    int next = FIRST_ARGUMENT;
    List<HaproxyRow> rows = HaproxyRow.of(status);
    if (!call.word(next + 1).isEmpty() && !call.word(next + 2).isEmpty()) {
      String proxy = call.word(next);
      boolean named = proxy.equals(status.frontend().name());
      if (!named && CommandArguments.whole(proxy).isEmpty()) {
        return "No such proxy.\n";
      }
      boolean shown = named || anyOr(proxy, HaproxyRow.PROXY_ID);
      int kinds = CommandArguments.whole(call.word(next + 1)).orElse(0);
      String server = call.word(next + 2);
      rows =
          rows.stream()
              .filter(row -> shown && (row.kind().bit() & kinds) != 0)
              .filter(row -> row.kind() != HaproxyRow.Kind.SERVER || anyOr(server, row.id()))
              .toList();
      next += FILTER_WORDS;
    }
    List<String> options = call.words().from(next);
    ShownRows shown = new ShownRows(options.contains("up"), options.contains("no-maint"), "");
    boolean addresses = call.may(RuntimeLevel.OPERATOR);
    return formatted(
        options,
        rows.stream()
            .filter(row -> row.isShown(status, shown))
            .map(row -> addresses ? row : row.without(ADDRESS))
            .toList());
  }

  private static String formatted(List<String> options, List<HaproxyRow> rows) {
    if (options.contains("typed")) {
      return HaproxyFields.typed(rows);
    }
    return options.contains("json") ? HaproxyFields.json(rows) : HaproxyCsv.render(rows);
  }

  private static boolean anyOr(String text, int id) {
    return CommandArguments.whole(text).stream().anyMatch(number -> number == ALL || number == id);
  }
}

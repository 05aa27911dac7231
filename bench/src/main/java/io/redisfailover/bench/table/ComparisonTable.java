package io.redisfailover.bench.table;

import io.redisfailover.bench.result.About;
import io.redisfailover.bench.result.ClientKind;
import io.redisfailover.bench.result.ClientsResult;
import io.redisfailover.bench.result.Quantiles;
import io.redisfailover.bench.result.Results;
import io.redisfailover.bench.result.RunResult;
import io.redisfailover.bench.result.Scenario;
import io.redisfailover.bench.rival.Contender;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The tables of {@code bench/failover}, made from its results alone. */
public final class ComparisonTable {
  private final Results results;

  private ComparisonTable(Results results) {
    this.results = results;
  }

  /** {@return the tables with what they were measured on, as Markdown} */
  public static String render(Results results) {
    ComparisonTable table = new ComparisonTable(results);
    return table.head() + "\n" + table.pauses() + "\n" + table.data();
  }

  private String head() {
    About about = results.about();
    StringBuilder text = new StringBuilder();
    text.append(
        "`bench/failover %s`, %s; %d + %d clients in each run; seed %d.%n"
            .formatted(
                about.command(), about.date(), about.clients(), about.clients(), about.seed()));
    text.append("Machine: ").append(about.machine().inWords()).append(".\n");
    about.builds().forEach(line -> text.append(line).append('\n'));
    about.skipped().forEach(line -> text.append("SKIPPED ").append(line).append('\n'));
    results.failures().forEach(line -> text.append("FAILED ").append(line).append('\n'));
    return text.toString();
  }

  private String pauses() {
    Markdown table =
        new Markdown(
            "scenario",
            "contender",
            "clients",
            "n",
            "before: median / max, ms",
            "fault: min / median / p99 / max, ms",
            "failback: min / median / p99 / max, ms",
            "still waiting");
    forEachCell((scenario, contender, runs) -> {
      for (ClientKind kind : ClientKind.values()) {
        List<ClientsResult> clients = of(runs, kind);
        Quantiles calm = Quantiles.of(samples(clients, ClientsResult::calmMillis));
        Quantiles fault = Quantiles.of(samples(clients, ClientsResult::faultMillis));
        Quantiles back = Quantiles.of(samples(clients, ClientsResult::returnMillis));
        table.row(
            scenario.text(),
            contender.text(),
            kind.text(),
            fault.count(),
            calm.median() + " / " + calm.max(),
            inWords(fault),
            inWords(back),
            sum(clients, ClientsResult::waiting));
      }
    });
    return table.text();
  }

  private String data() {
    Markdown table =
        new Markdown(
            "scenario",
            "contender",
            "runs",
            "acknowledged",
            "lost",
            "most by one client (allowed)",
            "preloaded keys lost",
            "late writes",
            "clients on the wrong server",
            "errors immediate / pool",
            "without failback");
    forEachCell((scenario, contender, runs) ->
        table.row(
            scenario.text(),
            contender.text(),
            runs.size(),
            runs.stream().mapToLong(RunResult::acknowledged).sum(),
            runs.stream().mapToLong(RunResult::lost).sum(),
            "%d (%d)"
                .formatted(
                    runs.stream().mapToLong(RunResult::mostLostByOne).max().orElse(0),
                    scenario.allowedPerConnection()),
            sum(runs, RunResult::oldKeysLost),
            sum(runs, RunResult::zombies),
            sum(runs, RunResult::misplaced),
            "%d / %d"
                .formatted(
                    sum(of(runs, ClientKind.IMMEDIATE), ComparisonTable::errors),
                    sum(of(runs, ClientKind.POOL), ComparisonTable::errors)),
            runs.stream().filter(run -> !run.isBack()).count()));
    return table.text();
  }

  private interface Cell {
    void add(Scenario scenario, Contender contender, List<RunResult> runs);
  }

  private void forEachCell(Cell cell) {
    for (Scenario scenario : Scenario.all()) {
      for (Contender contender : Contender.values()) {
        List<RunResult> runs = results.of(scenario, contender);
        if (!runs.isEmpty()) {
          cell.add(scenario, contender, runs);
        }
      }
    }
  }

  private static List<ClientsResult> of(List<RunResult> runs, ClientKind kind) {
    return runs.stream()
        .flatMap(run -> run.clients().stream())
        .filter(clients -> clients.kind() == kind)
        .toList();
  }

  private static List<Integer> samples(
      List<ClientsResult> clients, Function<ClientsResult, List<Integer>> which) {
    return clients.stream().flatMap(it -> which.apply(it).stream()).toList();
  }

  private static int errors(ClientsResult clients) {
    return clients.faultErrors() + clients.returnErrors();
  }

  private static <T> int sum(List<T> values, ToIntFunction<T> which) {
    return values.stream().mapToInt(which).sum();
  }

  private static String inWords(Quantiles it) {
    return "%d / %d / %d / %d".formatted(it.min(), it.median(), it.p99(), it.max());
  }
}

package io.redisfailover.bench.table;

import io.redisfailover.bench.result.Bar;
import io.redisfailover.bench.result.FaultPauses;
import io.redisfailover.bench.result.Footprint;
import io.redisfailover.bench.result.HostileResult;
import io.redisfailover.bench.result.Quantiles;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of {@code bench/hostile}, made from its result alone. */
public final class HostileTable {
  private HostileTable() {}

  /** {@return the tables with what they were measured on, and what they prove, as Markdown} */
  public static String render(HostileResult result) {
    return String.join(
        "\n", head(result), pauses(result), attacks(result), held(result), verdict(result));
  }

  private static String verdict(HostileResult result) {
    List<String> findings = HostileFindings.on(result);
    return findings.isEmpty()
        ? "Every bar holds.\n"
        : findings.stream().map(it -> "MISSED " + it + "\n").collect(Collectors.joining());
  }

  private static String head(HostileResult result) {
    return """
    `bench/hostile %s`, %s; %d writers; %,d acknowledged writes, %d lost; `/healthz` was 200 %s.
    Machine: %s; load %.1f before the run.
    """
        .formatted(
            result.command(),
            result.date(),
            result.writers(),
            result.acknowledged(),
            result.lost(),
            result.healthChecks() + " times",
            result.machine().inWords(),
            result.load());
  }

  private static String pauses(HostileResult result) {
    Markdown table =
        new Markdown(
            "writers wait",
            "times",
            "n",
            "min / median / p99 / max, ms",
            "allowed: median / p99, ms");
    Quantiles calm = Quantiles.of(result.calmMillis());
    table.row("while nothing fails", "", calm.count(), inWords(calm), "each " + Bar.CALM_MILLIS);
    for (FaultPauses pauses : result.faults()) {
      Quantiles measured = Quantiles.of(pauses.millis());
      table.row(
          pauses.fault().text(),
          pauses.times(),
          measured.count(),
          inWords(measured),
          pauses.fault().hostileMedian() + " / " + pauses.fault().hostileP99());
    }
    return table.text();
  }

  private static String attacks(HostileResult result) {
    Markdown table = new Markdown("peers", "at once", "connections", "ended by the proxy", "KiB");
    result
        .attacks()
        .forEach(it ->
            table.row(it.attack(), it.peers(), it.connections(), it.ended(), it.bytes() >> 10));
    return table.text();
  }

  private static String held(HostileResult result) {
    Markdown table =
        new Markdown(
            "process, before -> after",
            "descriptors",
            "threads",
            "buffers, KiB",
            "objects, KiB",
            "resident, MiB");
    for (Footprint it : result.processes()) {
      table.row(
          it.process(),
          change(it.begin().descriptors(), it.end().descriptors()),
          change(it.begin().threads(), it.end().threads()),
          change(it.begin().bufferBytes() >> 10, it.end().bufferBytes() >> 10),
          change(it.memoryBegin().heapBytes() >> 10, it.memoryEnd().heapBytes() >> 10),
          change(it.memoryBegin().residentBytes() >> 20, it.memoryEnd().residentBytes() >> 20));
    }
    return table.text();
  }

  private static String change(long before, long after) {
    return before + " -> " + after;
  }

  private static String inWords(Quantiles it) {
    return "%d / %d / %d / %d".formatted(it.min(), it.median(), it.p99(), it.max());
  }
}

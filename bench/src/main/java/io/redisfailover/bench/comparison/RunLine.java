package io.redisfailover.bench.comparison;

import io.redisfailover.bench.result.ClientsResult;
import io.redisfailover.bench.result.Quantiles;
import io.redisfailover.bench.result.RunResult;
import java.util.stream.Collectors;

/** One run in one line. Pure. */
final class RunLine {
  private RunLine() {}

  /** {@return what came out} */
  static String of(RunResult run) {
    return ("pause median/max: %s; %d acknowledged, %d lost (at most %d by one client),"
            + " %d preloaded keys lost, %d late writes, %d clients on the wrong server%s")
        .formatted(
            run.clients().stream().map(RunLine::pauses).collect(Collectors.joining(", ")),
            run.acknowledged(),
            run.lost(),
            run.mostLostByOne(),
            run.oldKeysLost(),
            run.zombies(),
            run.misplaced(),
            run.isBack() ? "" : "; NO FAILBACK, served by " + run.servedBy());
  }

  private static String pauses(ClientsResult clients) {
    Quantiles fault = Quantiles.of(clients.faultMillis());
    Quantiles back = Quantiles.of(clients.returnMillis());
    return "%s fault %d/%d ms, failback %d/%d ms, %d errors"
        .formatted(
            clients.kind().text(),
            fault.median(),
            fault.max(),
            back.median(),
            back.max(),
            clients.faultErrors() + clients.returnErrors());
  }
}

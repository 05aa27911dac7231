package io.redisfailover.bench.run;

import io.redisfailover.bench.result.ClientKind;
import io.redisfailover.bench.result.ClientsResult;
import io.redisfailover.realredis.client.ClientTarget;
import io.redisfailover.realredis.client.Journal;
import io.redisfailover.realredis.client.WriteAudit;
import io.redisfailover.testbed.redis.RestartableRedis;
import java.util.Arrays;
import java.util.List;

/** What the clients were told against what a server holds. The writers have ended. */
final class Accounts {
  private final List<Journal> journals;
  private final Moments moments;

  /**
   * When things happened, as {@link System#nanoTime}.
   *
   * @param fault the fault
   * @param back the beginning of the failback
   * @param end the end
   */
  record Moments(long fault, long back, long end) {}

  Accounts(List<Journal> journals, Moments moments) {
    this.journals = journals;
    this.moments = moments;
  }

  /** {@return the journals of one kind of clients} */
  static List<Journal> journals(List<Journal> journals, ClientKind kind) {
    return journals.stream().filter(it -> it.name().startsWith(kind.text() + "-")).toList();
  }

  /** {@return the result of each kind, read back from a server} */
  List<ClientsResult> settle(RestartableRedis server, ErrorCount fault, ErrorCount back) {
    return Arrays.stream(ClientKind.values())
        .map(kind -> settle(kind, server.target(), fault, back))
        .toList();
  }

  private ClientsResult settle(
      ClientKind kind, ClientTarget server, ErrorCount fault, ErrorCount back) {
    List<Journal> own = journals(journals, kind);
    List<WriteAudit> findings =
        own.stream().map(journal -> WriteAudit.read(List.of(journal), server)).toList();
    List<Pauses> pauses = own.stream().map(this::pauses).toList();
    return new ClientsResult(
        kind,
        findings.stream().mapToLong(WriteAudit::acknowledged).sum(),
        findings.stream().mapToLong(it -> it.lost().size()).sum(),
        findings.stream().mapToLong(it -> it.lost().size()).max().orElse(0),
        fault.of(kind),
        back.of(kind),
        pauses.stream().map(Pauses::calmMillis).toList(),
        pauses.stream().map(Pauses::faultMillis).toList(),
        pauses.stream().map(Pauses::returnMillis).toList(),
        (int) pauses.stream().filter(Pauses::waiting).count());
  }

  private Pauses pauses(Journal journal) {
    return Pauses.of(journal.acknowledgedAtNanos(), moments.fault(), moments.back(), moments.end());
  }
}

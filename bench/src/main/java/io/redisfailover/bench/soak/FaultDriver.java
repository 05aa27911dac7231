package io.redisfailover.bench.soak;

import io.redisfailover.failover.model.Server;
import io.redisfailover.testbed.installation.Installation;
import io.redisfailover.testbed.installation.StandaloneProcess;
import io.redisfailover.testbed.link.FaultyLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Does faults to an installation, and undoes each when its time is over. Used by one thread. */
final class FaultDriver {
  private final Installation installation;
  private final Disturber disturber;
  private final Server active;

  /** With the server that is active when the faults come. */
  FaultDriver(Installation installation, Disturber disturber, Server active) {
    this.installation = installation;
    this.disturber = disturber;
    this.active = active;
  }

  private record End(long atNanos, Runnable action) {}

  /**
   * Does every fault of a step at once, and returns when the last is over.
   *
   * @throws IllegalStateException when a switchover is refused
   */
  void strike(Step step) throws InterruptedException {
    List<End> ends = new ArrayList<>();
    for (Fault fault : step.faults()) {
      Runnable end = begin(fault);
      ends.add(new End(System.nanoTime() + fault.lasts().toNanos(), end));
    }
    ends.sort(Comparator.comparingLong(End::atNanos));
    for (End end : ends) {
      TimeUnit.NANOSECONDS.sleep(end.atNanos() - System.nanoTime());
      end.action().run();
    }
  }

  /** {@return what ends the fault that has begun} */
  private Runnable begin(Fault fault) {
    return switch (fault) {
      case Fault.Kill(Role role, var unused) -> {
        installation.server(role.server(active)).kill();
        yield () -> installation.server(role.server(active)).launch();
      }
      case Fault.Hang(Role role, var unused) -> {
        installation.server(role.server(active)).hang();
        yield () -> installation.server(role.server(active)).resume();
      }
      case Fault.CutProxy(int proxy, Role role, CutKind kind, var unused) ->
          cut(
              installation.link(role.server(active)),
              installation.proxies().get(proxy).name(),
              kind);
      case Fault.CutReplication(CutKind kind, var unused) ->
          cut(installation.link(active), active.other().displayName(), kind);
      case Fault.CutControl(int proxy, CutKind kind, var unused) ->
          cut(installation.controlLink(proxy), installation.leader().name(), kind);
      case Fault.KillProxy(int proxy, var unused) -> {
        StandaloneProcess process = installation.proxies().get(proxy);
        process.kill();
        yield process::launch;
      }
      case Fault.StallProxies(List<Integer> stalled, var unused) -> {
        List<StandaloneProcess> processes =
            stalled.stream().map(installation.proxies()::get).toList();
        processes.forEach(StandaloneProcess::hang);
        yield () -> processes.forEach(StandaloneProcess::resume);
      }
      case Fault.Switch() -> {
        switchOver();
        yield () -> {};
      }
      case Fault.Busy busy -> disturber.keepBusy(installation, busy);
      case Fault.DiskStall(Role role, var unused) -> disturber.stallDisk(role.server(active));
      case Fault.ThrottleServer(Role role, int percent, var unused) ->
          disturber.throttle(installation.server(role.server(active)).pid(), percent);
      case Fault.ThrottleProxy(int proxy, int percent, var unused) ->
          disturber.throttle(installation.proxies().get(proxy).pid().orElseThrow(), percent);
      case Fault.Drift(Role role, Setting setting) ->
          disturber.drift(installation, role.server(active), setting);
    };
  }

  private static Runnable cut(FaultyLink link, String party, CutKind kind) {
    link.set(party, kind.fault());
    return () -> link.heal(party);
  }

  private void switchOver() {
    String to = active.other().displayName();
    StandaloneProcess.Said said = installation.leader().tell("--switchover", to);
    if (said.status() != 0) {
      throw new IllegalStateException(
          "--switchover %s ended with status %d: %s"
              .formatted(to, said.status(), said.text().strip()));
    }
  }
}

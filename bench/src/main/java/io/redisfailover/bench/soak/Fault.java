package io.redisfailover.bench.soak;

import java.time.Duration;

/** One fault, with its end. Proxy 0 runs in the process of the controller. */
sealed interface Fault {
  /** {@return how long it lasts} */
  Duration lasts();

  /** {@return whether another server may be active afterwards} */
  default boolean mayMoveClients() {
    return costsPerConnection() > 0;
  }

  /** {@return how many acknowledged writes it may cost each connection, by docs/protocol.md} */
  default int costsPerConnection() {
    return 0;
  }

  /** {@return it in words} */
  String inWords();

  /** A server is killed (SIGKILL) and restarted. */
  record Kill(Role server, Duration lasts) implements Fault {
    @Override
    public int costsPerConnection() {
      return server == Role.ACTIVE ? 1 : 0;
    }

    @Override
    public String inWords() {
      return "kill %s, restart it after %s".formatted(server, millis(lasts));
    }
  }

  /** A server is stopped (SIGSTOP) and resumed. */
  record Hang(Role server, Duration lasts) implements Fault {
    @Override
    public int costsPerConnection() {
      return server == Role.ACTIVE ? 1 : 0;
    }

    @Override
    public String inWords() {
      return "hang %s for %s".formatted(server, millis(lasts));
    }
  }

  /** The link of one proxy to one server is faulty. */
  record CutProxy(int proxy, Role server, CutKind kind, Duration lasts) implements Fault {
    @Override
    public String inWords() {
      return "p%d's link to %s is %s for %s".formatted(proxy, server, kind, millis(lasts));
    }
  }

  /** The link of the standby to the active server is faulty. */
  record CutReplication(CutKind kind, Duration lasts) implements Fault {
    @Override
    public String inWords() {
      return "the replication link is %s for %s".formatted(kind, millis(lasts));
    }
  }

  /** The link of the controller to another proxy is faulty. */
  record CutControl(int proxy, CutKind kind, Duration lasts) implements Fault {
    @Override
    public String inWords() {
      return "the control link to p%d is %s for %s".formatted(proxy, kind, millis(lasts));
    }
  }

  /** A proxy is killed and restarted. */
  record KillProxy(int proxy, Duration lasts) implements Fault {
    @Override
    public String inWords() {
      return "kill p%d%s, restart it after %s"
          .formatted(proxy, proxy == 0 ? ", which runs the controller" : "", millis(lasts));
    }
  }

  /** Nothing fails: an administrator switches over. */
  record Switch() implements Fault {
    @Override
    public Duration lasts() {
      return Duration.ZERO;
    }

    @Override
    public boolean mayMoveClients() {
      return true;
    }

    @Override
    public String inWords() {
      return "switchover";
    }
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}

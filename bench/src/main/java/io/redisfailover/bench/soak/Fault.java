package io.redisfailover.bench.soak;

import io.redisfailover.bench.disturbance.SlowCommand;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

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

  /** {@return whether nothing fails: a server is busy, slow or set differently} */
  default boolean isDisturbance() {
    return false;
  }

  /** {@return for how long the active server answers nobody, though nothing fails} */
  default Duration silence() {
    return Duration.ZERO;
  }

  /** {@return a pause of the active server after which it goes on, from which observers learn} */
  default Duration teaches() {
    return silence();
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
    public Duration teaches() {
      return server == Role.ACTIVE ? lasts : Duration.ZERO;
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

  /** Proxies stand still together (SIGSTOP), the controller with proxy 0, and go on. */
  record StallProxies(List<Integer> proxies, Duration lasts) implements Fault {
    /** Copies the list. */
    public StallProxies {
      proxies = List.copyOf(proxies);
    }

    @Override
    public String inWords() {
      return proxies.stream().map(proxy -> "p" + proxy).collect(Collectors.joining(", "))
          + " stand still for "
          + millis(lasts);
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

  /**
   * A client sends a slow command, again and again until it was answered; and that several times.
   */
  record Busy(SlowCommand command, int times) implements Fault {
    /** From the end of the command to its next time; every observer sees the server go on. */
    static final Duration BETWEEN = Duration.ofSeconds(1);

    @Override
    public Duration lasts() {
      return command.length().plus(BETWEEN).multipliedBy(times);
    }

    @Override
    public boolean isDisturbance() {
      return true;
    }

    @Override
    public Duration silence() {
      return command.silence();
    }

    @Override
    public int costsPerConnection() {
      return 1;
    }

    @Override
    public String inWords() {
      return "a client sends %s%s"
          .formatted(command.inWords(), times == 1 ? "" : " %d times".formatted(times));
    }
  }

  /** The disk of a server stalls: what it writes waits. */
  record DiskStall(Role server, Duration lasts) implements Fault {
    @Override
    public boolean isDisturbance() {
      return true;
    }

    @Override
    public Duration silence() {
      return server == Role.ACTIVE ? lasts : Duration.ZERO;
    }

    @Override
    public int costsPerConnection() {
      return server == Role.ACTIVE ? 1 : 0;
    }

    @Override
    public String inWords() {
      return "the disk of %s stalls for %s".formatted(server, millis(lasts));
    }
  }

  /** A server gets a part of one processor only. */
  record ThrottleServer(Role server, int percent, Duration lasts) implements Fault {
    @Override
    public boolean isDisturbance() {
      return true;
    }

    @Override
    public String inWords() {
      return "%s gets %d %% of a processor for %s".formatted(server, percent, millis(lasts));
    }
  }

  /** A proxy gets a part of one processor only. */
  record ThrottleProxy(int proxy, int percent, Duration lasts) implements Fault {
    @Override
    public boolean isDisturbance() {
      return true;
    }

    @Override
    public String inWords() {
      return "p%d%s gets %d %% of a processor for %s"
          .formatted(
              proxy, proxy == 0 ? ", which runs the controller," : "", percent, millis(lasts));
    }
  }

  /** A setting of one server is changed until a problem is shown, and is changed back then. */
  record Drift(Role server, Setting setting) implements Fault {
    @Override
    public Duration lasts() {
      return Duration.ZERO;
    }

    @Override
    public boolean isDisturbance() {
      return true;
    }

    @Override
    public String inWords() {
      return "%s of %s becomes %s".formatted(setting.key(), server, setting.value());
    }
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}

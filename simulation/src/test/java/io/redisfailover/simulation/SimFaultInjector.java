package io.redisfailover.simulation;

import static io.redisfailover.simulation.EventQueue.MILLI;
import static io.redisfailover.simulation.EventQueue.SECOND;

import io.redisfailover.failover.model.Server;
import java.util.Random;

/** Makes faults happen. */
final class SimFaultInjector {
  private final World world;

  SimFaultInjector(World world) {
    this.world = world;
  }

  private SimServer server(SimFault fault) {
    return world.server(fault.a() == Party.of(Server.BACKUP) ? Server.BACKUP : Server.MASTER);
  }

  /** The active server for most variants, sometimes the one that the fault names. */
  private SimServer activeOr(SimFault fault, boolean named) {
    SimServer active = world.active();
    return named || active == null ? server(fault) : active;
  }

  void inject(SimFault fault) {
    world.trace("FAULT " + fault);
    switch (fault.kind()) {
      case KILL, WIPE -> kill(fault);
      case FOREIGN -> foreign(fault);
      case KILL_BOTH -> killBoth(fault);
      case HANG -> {
        SimServer simServer = activeOr(fault, fault.variant() == 3);
        simServer.hang(fault.variant() % 2 == 1);
        world.events.after(fault.duration(), simServer::resume);
      }
      case SLOW_SERVER -> work(fault);
      case CLOSE_CONNECTIONS -> server(fault).clients.closeAll();
      case CUT_SERVERS, CUT -> cut(fault);
      case SPLIT -> split(fault);
      case SLOW_REPLICATION -> {
        long extra = (fault.variant() + 1) * (500 * MILLI);
        world.slowReplication += extra;
        world.slowestReplication = Math.max(world.slowestReplication, world.slowReplication);
        world.network.silence(0, 1, extra);
        world.events.after(fault.duration(), () -> world.slowReplication -= extra);
      }
      case PROXY_CRASH, PROXY_PAUSE -> {
        if (fault.a() < world.proxies.size()) {
          proxyFails(world.proxies.get(fault.a()), fault);
        }
      }
      case CONTROLLER_CRASH, CONTROLLER_AWAY -> controllerCrash(fault);
      case CONTROLLER_PAUSE -> controllerPause(fault);
      case API_DOWN -> {
        world.apiUp = false;
        world.events.after(fault.duration(), () -> world.apiUp = true);
      }
      case SWITCH -> world.leader().wantSwitch();
      case STOP -> {
        SimServer simServer = activeOr(fault, fault.variant() == 0);
        if (simServer.peer().stopping || !simServer.peer().up) {
          // No disruption budget lets both go at once: the last copy may go with them.
          world.onlyPlanned = false;
        }
        new GracefulStop(simServer).begin();
        world.events.after(fault.duration() + 7 * SECOND, () -> restartWhenDown(simServer));
      }
      case ROLL -> roll();
      case FLUSH_FUNCTIONS -> {
        world.functionsFlushed = true;
        SimServer active = world.active();
        if (active != null) {
          active.flushFunctions();
        }
      }
      case WRITE_FUNCTIONS -> {
        world.functionsFlushed = true;
        for (Server server : Server.values()) {
          world.server(server).writeFunctions(fault.variant(), fault.b());
        }
      }
    }
  }

  private void work(SimFault fault) {
    Random random = new Random(fault.at());
    long longest = SimFaultPlan.length(random, 30, 2_000);
    activeOr(fault, fault.variant() == 3)
        .work(world.events.now() + fault.duration(), longest, random);
  }

  private void proxyFails(SimProxy proxy, SimFault fault) {
    if (fault.kind() == SimFault.Kind.PROXY_PAUSE) {
      proxy.pause();
      world.events.after(fault.duration(), proxy::goOn);
      return;
    }
    proxy.crash();
    world.events.after(fault.duration(), proxy::startIfDown);
  }

  private void kill(SimFault fault) {
    SimServer named = activeOr(fault, fault.variant() == 0);
    SimServer simServer = fault.variant() == 1 ? named.peer() : named;
    simServer.kill(SimServer.Death.KILL, fault.kind() == SimFault.Kind.WIPE);
    world.events.after(fault.duration(), simServer::restart);
  }

  private void foreign(SimFault fault) {
    SimServer simServer = server(fault);
    if (simServer.up && !simServer.stopping) {
      simServer.startsAsPrimary = true;
      boolean killed = fault.variant() < 2;
      simServer.kill(killed ? SimServer.Death.KILL : SimServer.Death.GRACEFUL, killed);
      world.events.after(fault.duration(), simServer::restart);
    }
  }

  private void killBoth(SimFault fault) {
    Random random = new Random(fault.at() * 7 + fault.a());
    int half = (int) (500 * MILLI);
    for (Server server : Server.values()) {
      SimServer simServer = world.server(server);
      boolean named = Party.of(server) == fault.a();
      world.events.after(
          random.nextInt(half),
          () -> simServer.kill(SimServer.Death.KILL, fault.variant() == 3 && named));
      world.events.after(
          fault.duration() + half + (named ? 0 : random.nextInt(half)), simServer::restart);
    }
  }

  private void cut(SimFault fault) {
    Network.Cut kind = fault.variant() % 2 == 0 ? Network.Cut.SILENT : Network.Cut.RESET;
    boolean bothWays = fault.variant() < 2 || kind == Network.Cut.RESET;
    cutOne(fault, fault.a(), kind, bothWays);
    if (fault.a() == Party.FIRST_CONTROLLER) {
      cutOne(fault, Party.SECOND_CONTROLLER, kind, bothWays);
    }
  }

  private void cutOne(SimFault fault, int who, Network.Cut kind, boolean bothWays) {
    world.cut(who, fault.b(), kind);
    if (bothWays) {
      world.cut(fault.b(), who, kind);
    }
    world.events.after(
        fault.duration(),
        () -> {
          world.network.heal(who, fault.b());
          world.network.heal(fault.b(), who);
        });
  }

  private void split(SimFault fault) {
    Network.Cut kind = fault.variant() == 3 ? Network.Cut.RESET : Network.Cut.SILENT;
    for (int from = 0; from < Party.COUNT; from++) {
      for (int to = 0; to < Party.COUNT; to++) {
        if (side(fault, from) != side(fault, to)) {
          int one = from;
          int other = to;
          world.cut(one, other, kind);
          world.events.after(fault.duration(), () -> world.network.heal(one, other));
        }
      }
    }
  }

  private static int side(SimFault fault, int party) {
    if (Party.isServer(party)) {
      return party;
    }
    int bit = Party.isProxy(party) ? party - Party.FIRST_PROXY : Party.PROXIES;
    return fault.a() >> bit & 1;
  }

  private void controllerCrash(SimFault fault) {
    world.controllers.forEach(SimProcess::crash);
    world.events.after(
        fault.duration(),
        () -> {
          if (world.controllers.stream().noneMatch(controller -> controller.up)) {
            world.controllers.get(0).start();
          }
        });
  }

  private void controllerPause(SimFault fault) {
    SimController first = world.controllers.get(0);
    SimController second = world.controllers.get(1);
    first.pause();
    if (fault.variant() < 2) {
      world.events.after(
          fault.duration() / 2,
          () -> {
            if (!second.up) {
              second.start();
            }
          });
    }
    world.events.after(
        fault.duration(),
        () -> {
          first.goOn();
          int life = first.life;
          world.events.after(
              300 * MILLI,
              () -> {
                if (second.up && first.life == life) {
                  first.leader = false;
                  first.crash();
                }
              });
        });
  }

  private void roll() {
    SimServer active = world.active();
    SimServer standby = active == null ? world.server(Server.BACKUP) : active.peer();
    SimServer other = standby.peer();
    new GracefulStop(standby).begin();
    world.events.after(2 * SECOND, () -> restartWhenDown(standby));
    world.events.after(6 * SECOND, () -> world.leader().wantSwitch());
    world.events.after(
        9 * SECOND,
        () -> {
          if (!other.master) {
            new GracefulStop(other).begin();
          }
        });
    world.events.after(12 * SECOND, () -> restartWhenDown(other));
  }

  private void restartWhenDown(SimServer simServer) {
    if (simServer.up && simServer.stopping) {
      world.events.after(200 * MILLI, () -> restartWhenDown(simServer));
    } else {
      simServer.restart();
    }
  }
}

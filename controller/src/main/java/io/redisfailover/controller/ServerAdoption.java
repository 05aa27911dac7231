package io.redisfailover.controller;

import io.redisfailover.controller.defect.Defects;
import io.redisfailover.controller.redis.Adoption;
import io.redisfailover.controller.redis.NoAnswerException;
import io.redisfailover.controller.redis.RedisServer;
import io.redisfailover.failover.view.ServerState;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets what the protocol needs on each new process of one server, beside the watching of it. To be
 * told of every view's state by one thread.
 */
final class ServerAdoption {
  private static final Logger LOG = LoggerFactory.getLogger(ServerAdoption.class);

  private final RedisServer server;
  private final boolean mayBeWritable;
  private final Consumer<ControllerEvent> events;
  private final AtomicBoolean underWay = new AtomicBoolean();
  private volatile Optional<String> adoptedRunId = Optional.empty();

  ServerAdoption(RedisServer server, boolean mayBeWritable, Consumer<ControllerEvent> events) {
    this.server = server;
    this.mayBeWritable = mayBeWritable;
    this.events = events;
  }

  /** The server answered: adopts it unless this process of it is adopted already. */
  void seen(ServerState state) {
    if (!adoptedRunId.equals(Optional.of(state.runId())) && underWay.compareAndSet(false, true)) {
      Thread.ofVirtual().name("adopt-" + server.node()).start(() -> adopt(state.runId()));
    }
  }

  private void adopt(String runId) {
    try {
      var settings = new Adoption(server, mayBeWritable).settings();
      adoptedRunId = Optional.of(runId);
      settings.changed().forEach(change -> LOG.info("{}: set {}", server.node(), change));
      settings.faults().forEach(LOG::warn);
      events.accept(new ControllerEvent.Adopted(server.node(), settings));
    } catch (NoAnswerException failure) {
      // The next view of a server that answers tries again.
      LOG.debug("settings of {} could not be read", server, failure);
    } catch (RuntimeException | Error defect) {
      Defects.survive(LOG, "The settings of " + server + " could not be read or set.", defect);
    } finally {
      underWay.set(false);
    }
  }
}

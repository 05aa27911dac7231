package io.redisfailover.proxy.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.PeerList;
import io.redisfailover.controlapi.ProxyControl;
import io.redisfailover.controlapi.ProxyReport;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.Epoch;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.observer.PeerReport;
import io.redisfailover.failover.policy.proxy.ProxyState;
import io.redisfailover.proxy.http.HttpReply;
import io.redisfailover.proxy.http.RequestHead;
import io.redisfailover.proxy.routing.RouteStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers the requests of one switchover for a proxy that is made up. A JVM loads and links code
 * when it is first run, and in the first real switchover clients would wait for that.
 */
final class ControlWarmUp {
  private static final String ATTEMPT = "a warm-up";
  private static final Epoch EPOCH = new Epoch(1, Server.MASTER, ATTEMPT);

  private ControlWarmUp() {}

  /**
   * Answers them.
   *
   * @param token the token of the API, which is not asked for
   * @return whether each was accepted
   */
  static boolean play(BearerToken token) {
    ControlApi api = new ControlApi(token, new Accepting(), ExtraRoutes.NONE);
    SwitchoverPrepare prepare =
        new SwitchoverPrepare(ATTEMPT, Cause.SWITCHOVER, ProxyState.SWITCH_HOLD);
    return accepts(api, Route.PREPARE, RequestJson.write(prepare))
        && accepts(api, Route.COMMIT, RequestJson.write(new SwitchoverCommit(ATTEMPT, EPOCH)))
        && accepts(
            api, Route.ABORT, RequestJson.write(new SwitchoverAbort(ATTEMPT, Optional.of(EPOCH))));
  }

  private static boolean accepts(ControlApi api, Route route, String body) {
    RequestHead head = new RequestHead(route.method(), route.path(), Optional.empty());
    HttpReply reply = api.answer(head, body.getBytes(UTF_8)).toCompletableFuture().join();
    return reply.status() == 200;
  }

  /** A proxy that accepts everything. */
  private static final class Accepting implements ProxyControl {
    @Override
    public ProxyReport status() {
      return ProxyReports.of(ATTEMPT, RouteStatus.STARTING, 0, 0);
    }

    @Override
    public CompletionStage<Outcome> push(EpochPush push) {
      return accepted();
    }

    @Override
    public CompletionStage<Outcome> peers(PeerList list) {
      return accepted();
    }

    @Override
    public CompletionStage<Optional<PeerReport>> evidence() {
      return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Outcome> prepare(SwitchoverPrepare prepare) {
      return accepted();
    }

    @Override
    public CompletionStage<Outcome> abort(SwitchoverAbort abort) {
      return accepted();
    }

    @Override
    public CompletionStage<Outcome> commit(SwitchoverCommit commit) {
      return accepted();
    }

    private static CompletionStage<Outcome> accepted() {
      return CompletableFuture.completedFuture(new Accepted());
    }
  }
}

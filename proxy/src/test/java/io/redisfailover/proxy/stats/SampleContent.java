package io.redisfailover.proxy.stats;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.admin.Administration;
import io.redisfailover.proxy.admin.ControllerRequests;
import io.redisfailover.proxy.admin.ServerActs;
import io.redisfailover.proxy.config.BasicAuth;
import io.redisfailover.proxy.config.Secret;
import io.redisfailover.proxy.config.StatisticsUser;
import io.redisfailover.proxy.config.StatisticsUser.Role;
import io.redisfailover.proxy.relay.OpenSession;
import io.redisfailover.proxy.relay.SessionControl;
import io.redisfailover.proxy.routing.ServerAdmin;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A process for the page: it notes what it is asked to do, and refuses what the tests say. */
public final class SampleContent implements Administration, ControllerRequests, SessionControl {
  private final Supplier<StatusSnapshot> status;
  private final HealthSource health;
  private final List<OpenSession> sessions;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile Optional<String> refusal = Optional.empty();
  private volatile Optional<String> elsewhere = Optional.empty();

  SampleContent(Supplier<StatusSnapshot> status, HealthSource health, List<OpenSession> sessions) {
    this.status = status;
    this.health = health;
    this.sessions = sessions;
  }

  /** {@return a process that shows this, and has no session} */
  static StatisticsContent of(Supplier<StatusSnapshot> status, HealthSource health) {
    return new SampleContent(status, health, List.of()).content();
  }

  /** {@return the logins of a user who may look, and of one who may act} */
  public static BasicAuth logins() {
    return BasicAuth.of(
        "Strictly Private",
        List.of(
            new BasicAuth.Login(
                new StatisticsUser("viewer", Role.VIEW), Secret.lines("look-only-password")),
            new BasicAuth.Login(
                new StatisticsUser("admin", Role.OPERATE), Secret.lines("adminpassword")),
            new BasicAuth.Login(
                new StatisticsUser("eva", Role.OPERATE), Secret.lines("evas-own-password"))));
  }

  /** {@return the login of one user who may look} */
  public static BasicAuth viewer(String name, String passwords) {
    return viewer(name, Secret.lines(passwords));
  }

  static BasicAuth viewer(String name, List<Secret> passwords) {
    return BasicAuth.of(
        "Strictly Private",
        List.of(new BasicAuth.Login(new StatisticsUser(name, Role.VIEW), passwords)));
  }

  StatisticsContent content() {
    return new StatisticsContent(status::get, health, this, new ServerActs(this, this));
  }

  /** {@return what it was asked to do so far} */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void refuse(String why) {
    refusal = Optional.of(why);
  }

  void controllerElsewhere(String why) {
    elsewhere = Optional.of(why);
  }

  @Override
  public CompletionStage<Optional<String>> administer(
      Server server, UnaryOperator<ServerAdmin> change) {
    asked.add(server + " " + change.apply(ServerAdmin.USUAL).state());
    return CompletableFuture.completedFuture(refusal);
  }

  @Override
  public CompletionStage<Integer> endSessionsOf(Server server) {
    asked.add(server + " sessions end");
    return CompletableFuture.completedFuture(3);
  }

  @Override
  public Optional<String> unavailable() {
    return elsewhere;
  }

  @Override
  public CompletionStage<RequestOutcome> ask(ControllerRequest request) {
    asked.add(request.toString());
    return CompletableFuture.completedFuture(
        refusal
            .<RequestOutcome>map(RequestOutcome.NotDone::new)
            .orElseGet(() -> new RequestOutcome.Done("Switchover to Backup completed")));
  }

  @Override
  public CompletionStage<List<OpenSession>> list() {
    return CompletableFuture.completedFuture(sessions);
  }

  @Override
  public ServerAdmin of(Server server) {
    return ServerAdmin.USUAL;
  }

  @Override
  public CompletionStage<Optional<String>> health(Server server, Health wanted) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void check(Server server, boolean on) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clearMaxima() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clearCounters() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Integer> end(Predicate<OpenSession> which) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void limitSessions(int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int sessionLimit() {
    return 20_000;
  }

  @Override
  public void limitServerConnections(int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int serverConnectionLimit() {
    return 0;
  }
}

package io.redisfailover.proxy.relay.pipeline;

import io.redisfailover.proxy.relay.CloseReason;
import io.redisfailover.proxy.relay.OpenSession;
import io.redisfailover.proxy.relay.SessionControl;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks each event loop for its sessions. */
final class LoopSessionControl implements SessionControl {
  private final List<LoopSessions> loops;
  private final RelayContext shared;

  LoopSessionControl(List<LoopSessions> loops, RelayContext shared) {
    this.loops = loops;
    this.shared = shared;
  }

  @Override
  public CompletionStage<List<OpenSession>> list() {
    return onEachLoop(LoopSessionControl::open)
        .thenApply(found ->
            found.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(OpenSession::id))
                .toList());
  }

  @Override
  public CompletionStage<Integer> end(Predicate<OpenSession> which) {
    return onEachLoop(sessions -> end(sessions, which))
        .thenApply(ended -> ended.stream().mapToInt(Integer::intValue).sum());
  }

  @Override
  public void limitSessions(int most) {
    shared.mostSessions().set(most);
  }

  @Override
  public int sessionLimit() {
    return shared.mostSessions().get();
  }

  @Override
  public void limitServerConnections(int most) {
    shared.servers().ceiling(most);
  }

  @Override
  public int serverConnectionLimit() {
    return shared.servers().ceiling();
  }

  private static List<OpenSession> open(LoopSessions sessions) {
    return sessions.all().stream().flatMap(session -> session.open().stream()).toList();
  }

  private static int end(LoopSessions sessions, Predicate<OpenSession> which) {
    List<Session> found =
        sessions.all().stream()
            .filter(session -> session.open().filter(which).isPresent())
            .toList();
    found.forEach(session -> session.close(CloseReason.KILLED));
    return found.size();
  }

  private <T> CompletableFuture<List<T>> onEachLoop(Function<LoopSessions, T> question) {
    List<CompletableFuture<T>> answers =
        loops.stream()
            .map(sessions ->
                CompletableFuture.supplyAsync(() -> question.apply(sessions), sessions.eventLoop()))
            .toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> answers.stream().map(CompletableFuture::resultNow).toList());
  }
}

package io.redisfailover.proxy.admin;

import io.redisfailover.controlapi.ControllerRequest;
import io.redisfailover.controlapi.RequestOutcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way to the controller of the servers. For any thread; no call blocks. */
public interface ControllerRequests {
  /**
   * {@return why this process takes no request for the controller, and what to do instead, in one
   * sentence; absent when it does}
   */
  Optional<String> unavailable();

  /** {@return how a request ends; to come within the time of an administrator's request} */
  CompletionStage<RequestOutcome> ask(ControllerRequest request);

  /**
   * {@return a process that takes none}
   *
   * @param why why, and what to do instead, in one sentence
   */
  static ControllerRequests none(String why) {
    return new ControllerRequests() {
      @Override
      public Optional<String> unavailable() {
        return Optional.of(why);
      }

      @Override
      public CompletionStage<RequestOutcome> ask(ControllerRequest request) {
        return CompletableFuture.completedFuture(new RequestOutcome.NotDone(why));
      }
    };
  }
}

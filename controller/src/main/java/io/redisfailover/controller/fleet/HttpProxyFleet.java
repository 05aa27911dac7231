package io.redisfailover.controller.fleet;

import io.redisfailover.controlapi.BadMessageException;
import io.redisfailover.controlapi.ControlLimits;
import io.redisfailover.controlapi.EpochPush;
import io.redisfailover.controlapi.PeerList;
import io.redisfailover.controlapi.ReplyJson;
import io.redisfailover.controlapi.RequestJson;
import io.redisfailover.controlapi.Route;
import io.redisfailover.controlapi.SwitchoverAbort;
import io.redisfailover.controlapi.SwitchoverCommit;
import io.redisfailover.controlapi.SwitchoverPrepare;
import io.redisfailover.controlapi.SwitchoverPrepared;
import io.redisfailover.controlclient.ControlCalls;
import io.redisfailover.controlclient.EvidenceCalls;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.observer.PeerReport;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** The proxies over their control API: HTTP/1.1, JSON, a bearer token. */
public final class HttpProxyFleet implements ProxyFleet {
  private final boolean introduces;
  private final Duration limit;
  private final Supplier<List<Endpoint>> proxies;
  private final Supplier<String> token;
  private final ControlCalls calls;
  private final EvidenceCalls witnesses;

  /**
   * A fleet.
   *
   * @param proxies control addresses; may be empty
   * @param token asked for every call, so that a rotated token is found; never logged
   */
  public HttpProxyFleet(List<Endpoint> proxies, Supplier<String> token) {
    this(fixed(proxies), token, ControlLimits.CALL, new EvidenceCalls(token), false);
  }

  /**
   * A fleet that comes and goes: it introduces its proxies to each other.
   *
   * @param proxies the control addresses of the moment, asked for every call; by any thread
   * @param token asked for every call, so that a rotated token is found; never logged
   */
  public HttpProxyFleet(Supplier<List<Endpoint>> proxies, Supplier<String> token) {
    this(proxies, token, ControlLimits.CALL, new EvidenceCalls(token), true);
  }

  /** A fleet whose proxies may take another time. */
  HttpProxyFleet(List<Endpoint> proxies, Supplier<String> token, Duration limit) {
    this(fixed(proxies), token, limit, new EvidenceCalls(token, limit), false);
  }

  private static Supplier<List<Endpoint>> fixed(List<Endpoint> proxies) {
    List<Endpoint> copy = List.copyOf(proxies);
    return () -> copy;
  }

  private HttpProxyFleet(
      Supplier<List<Endpoint>> proxies,
      Supplier<String> token,
      Duration limit,
      EvidenceCalls witnesses,
      boolean introduces) {
    this.introduces = introduces;
    this.limit = limit;
    this.proxies = proxies;
    this.token = token;
    this.calls = new ControlCalls(limit);
    this.witnesses = witnesses;
  }

  @Override
  public Map<String, ProxyReply> status() {
    return all(Route.STATUS, "", HttpProxyFleet::withReport);
  }

  @Override
  public Map<String, ProxyReply> push(EpochPush push) {
    return all(Route.EPOCH, RequestJson.write(push), HttpProxyFleet::withReport);
  }

  @Override
  public Map<String, ProxyReply> introduce(long sequence) {
    List<Endpoint> all = introduces ? proxies.get() : List.of();
    return each(
        all,
        proxy ->
            call(
                proxy,
                Route.PEERS,
                RequestJson.write(
                    new PeerList(
                        sequence, all.stream().filter(other -> !other.equals(proxy)).toList())),
                HttpProxyFleet::withReport));
  }

  @Override
  public List<Endpoint> proxies() {
    return proxies.get();
  }

  @Override
  public CompletionStage<PeerReport> evidence(Endpoint proxy) {
    return witnesses.ask(proxy);
  }

  @Override
  public Map<String, ProxyReply> prepare(SwitchoverPrepare prepare) {
    SwitchoverPrepared wanted = new SwitchoverPrepared(prepare.attempt(), true);
    return all(
        Route.PREPARE,
        RequestJson.write(prepare),
        answer ->
            ReplyJson.prepared(answer).equals(wanted)
                ? new ProxyReply.Accepted(Optional.empty())
                : new ProxyReply.Rejected("it did not quiesce"));
  }

  @Override
  public Map<String, ProxyReply> abort(SwitchoverAbort abort) {
    return all(Route.ABORT, RequestJson.write(abort), HttpProxyFleet::withReport);
  }

  @Override
  public Map<String, ProxyReply> commit(SwitchoverCommit commit) {
    return all(Route.COMMIT, RequestJson.write(commit), HttpProxyFleet::withReport);
  }

  private static ProxyReply withReport(String answer) throws BadMessageException {
    return new ProxyReply.Accepted(Optional.of(ReplyJson.proxyReport(answer)));
  }

  /** What the body of an answer means. */
  private interface Meaning {
    ProxyReply of(String answer) throws BadMessageException;
  }

  private Map<String, ProxyReply> all(Route route, String body, Meaning meaning) {
    return each(proxies.get(), proxy -> call(proxy, route, body, meaning));
  }

  private static Map<String, ProxyReply> each(
      List<Endpoint> proxies, Function<Endpoint, CompletableFuture<ProxyReply>> one) {
    Map<String, CompletableFuture<ProxyReply>> calls = new LinkedHashMap<>();
    for (Endpoint proxy : proxies) {
      calls.put(proxy.toString(), one.apply(proxy));
    }
    Map<String, ProxyReply> replies = new LinkedHashMap<>();
    calls.forEach((proxy, call) -> replies.put(proxy, call.join()));
    return replies;
  }

  private CompletableFuture<ProxyReply> call(
      Endpoint proxy, Route route, String body, Meaning meaning) {
    HttpRequest request = ControlCalls.request(proxy.toString(), route, token.get(), body);
    return calls
        .send(request, limit)
        .thenApply(response -> reply(response, meaning))
        .exceptionally(this::failed);
  }

  private static ProxyReply reply(HttpResponse<String> response, Meaning meaning) {
    try {
      return switch (response.statusCode()) {
        case 200 -> meaning.of(response.body());
        case 409 -> new ProxyReply.Rejected(error(response));
        default -> new ProxyReply.Unknown(error(response));
      };
    } catch (BadMessageException garbled) {
      return new ProxyReply.Unknown(garbled.sentence());
    }
  }

  private static String error(HttpResponse<String> response) {
    return ReplyJson.readError(response.body()).orElse("HTTP status " + response.statusCode());
  }

  private ProxyReply failed(Throwable failure) {
    return new ProxyReply.Unknown(
        switch (ControlCalls.Failure.of(failure)) {
          case LATE -> "no reply within " + limit.toMillis() + " ms";
          case TOO_LONG -> "its reply is too long";
          case UNREACHABLE -> "its control API is unreachable";
        });
  }

  @Override
  public void close() {
    calls.close();
    witnesses.close();
  }
}

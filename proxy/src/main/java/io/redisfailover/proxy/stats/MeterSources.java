package io.redisfailover.proxy.stats;

import io.redisfailover.failover.view.Node;
import io.redisfailover.failover.view.ServerState;
import io.redisfailover.failover.view.View;
import io.redisfailover.proxy.check.CheckStatus;
import io.redisfailover.proxy.check.CheckedServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Where meters get their values. */
final class MeterSources {
  private MeterSources() {}

  static Function<StatusSnapshot, List<Sample>> frontend(ToLongFunction<Traffic> counter) {
    return status ->
        Sample.ofProxy(status, (double) counter.applyAsLong(status.frontend().traffic()));
  }

  static Function<StatusSnapshot, List<Sample>> servers(ToLongFunction<Traffic> counter) {
    return status ->
        Sample.ofServers(
            status, server -> Optional.of((double) counter.applyAsLong(server.traffic())));
  }

  static Function<StatusSnapshot, List<Sample>> checks(Function<CheckedServer, Double> value) {
    return status -> Sample.ofServers(status, server -> server.check().map(value));
  }

  static Function<StatusSnapshot, List<Sample>> states(Function<ServerState, Double> value) {
    return status ->
        Sample.ofServers(status, server -> server.view().flatMap(View::state).map(value));
  }

  static Function<StatusSnapshot, List<Sample>> views(
      BiFunction<StatusSnapshot, View, Double> value) {
    return status ->
        Sample.ofServers(status, server -> server.view().map(view -> value.apply(status, view)));
  }

  static Function<StatusSnapshot, List<Sample>> lastChange(
      Function<PastFailover, Optional<Double>> value) {
    return status ->
        status.failovers().stream()
            .limit(1)
            .flatMap(last -> value.apply(last).map(found -> changed(last, found)).stream())
            .toList();
  }

  static List<Sample> info(StatusSnapshot status) {
    return List.of(
        Sample.of(
            1,
            Map.of(
                "version", status.version(),
                "name", status.proxyName(),
                "mode", status.mode().displayName())));
  }

  static List<Sample> active(StatusSnapshot status) {
    return Sample.ofServers(
        status,
        server ->
            Optional.of(Sample.flag(status.routing().filter(server.node()::equals).isPresent())));
  }

  static List<Sample> serverStatus(StatusSnapshot status) {
    List<String> states =
        Arrays.stream(ServerCondition.values())
            .map(ServerCondition::haproxyStatus)
            .distinct()
            .toList();
    return ofStates(status, states, node -> ServerCondition.of(status, node).haproxyStatus());
  }

  static List<Sample> checkStatus(StatusSnapshot status) {
    List<String> verdicts = Arrays.stream(CheckStatus.values()).map(Enum::name).toList();
    return ofStates(
        status,
        verdicts,
        node ->
            status
                .server(node)
                .check()
                .flatMap(CheckedServer::last)
                .map(result -> result.status().name())
                .orElse(""));
  }

  static List<Sample> checkDuration(StatusSnapshot status) {
    return Sample.ofServers(
        status,
        server ->
            server
                .check()
                .flatMap(CheckedServer::last)
                .map(result -> Sample.seconds(result.duration())));
  }

  static List<Sample> lag(StatusSnapshot status) {
    return Sample.ofServers(
        status,
        server -> {
          OptionalLong lag = Replication.lagBytes(status, server.node());
          return lag.isPresent() ? Optional.of((double) lag.getAsLong()) : Optional.empty();
        });
  }

  private static Sample changed(PastFailover change, double value) {
    return Sample.of(
        value,
        Map.of(
            "kind", change.kind().word(),
            "cause", change.cause().word(),
            "from", change.from().map(Node::displayName).orElse(""),
            "to", change.to().displayName()));
  }

  /** {@return a set of states for each server: 1 for the one that it is in, 0 for the others} */
  private static List<Sample> ofStates(
      StatusSnapshot status, List<String> states, Function<Node, String> present) {
    List<Sample> samples = new ArrayList<>();
    for (Node node : Node.values()) {
      String now = present.apply(node);
      for (String state : states) {
        samples.add(
            Sample.ofServer(status, node, Sample.flag(state.equals(now))).with("state", state));
      }
    }
    return samples;
  }
}

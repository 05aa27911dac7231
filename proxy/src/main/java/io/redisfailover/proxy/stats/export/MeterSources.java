package io.redisfailover.proxy.stats.export;

import io.redisfailover.controlapi.RoleChange;
import io.redisfailover.failover.cause.Cause;
import io.redisfailover.failover.model.ProbeResult;
import io.redisfailover.failover.model.Server;
import io.redisfailover.failover.model.ServerState;
import io.redisfailover.proxy.check.CheckStatus;
import io.redisfailover.proxy.check.CheckedServer;
import io.redisfailover.proxy.stats.model.ReplicationLag;
import io.redisfailover.proxy.stats.model.ServerCondition;
import io.redisfailover.proxy.stats.model.StatusSnapshot;
import io.redisfailover.proxy.stats.model.Traffic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The values of the meters. */
final class MeterSources {
  private MeterSources() {}

  static Function<StatusSnapshot, List<MeterSample>> frontend(ToLongFunction<Traffic> counter) {
    return status ->
        MeterSample.ofProxy(status, (double) counter.applyAsLong(status.frontend().traffic()));
  }

  static Function<StatusSnapshot, List<MeterSample>> servers(ToLongFunction<Traffic> counter) {
    return status ->
        MeterSample.ofServers(
            status, snapshot -> Optional.of((double) counter.applyAsLong(snapshot.traffic())));
  }

  static Function<StatusSnapshot, List<MeterSample>> checks(Function<CheckedServer, Double> value) {
    return status -> MeterSample.ofServers(status, snapshot -> snapshot.check().map(value));
  }

  static Function<StatusSnapshot, List<MeterSample>> states(Function<ServerState, Double> value) {
    return status ->
        MeterSample.ofServers(
            status, snapshot -> snapshot.result().flatMap(ProbeResult::state).map(value));
  }

  static Function<StatusSnapshot, List<MeterSample>> results(
      BiFunction<StatusSnapshot, ProbeResult, Double> value) {
    return status ->
        MeterSample.ofServers(
            status, snapshot -> snapshot.result().map(result -> value.apply(status, result)));
  }

  static Function<StatusSnapshot, List<MeterSample>> lastChange(
      Function<RoleChange, Optional<Double>> value) {
    return status ->
        status.roleChanges().stream()
            .limit(1)
            .flatMap(last -> value.apply(last).map(found -> changed(last, found)).stream())
            .toList();
  }

  static List<MeterSample> info(StatusSnapshot status) {
    return List.of(
        MeterSample.of(
            1,
            Map.of(
                "version", status.version(),
                "name", status.proxyName(),
                "mode", status.mode().displayName())));
  }

  static List<MeterSample> active(StatusSnapshot status) {
    return MeterSample.ofServers(
        status,
        snapshot ->
            Optional.of(
                MeterSample.flag(status.routing().filter(snapshot.server()::equals).isPresent())));
  }

  static List<MeterSample> serverStatus(StatusSnapshot status) {
    List<String> states =
        Arrays.stream(ServerCondition.values())
            .map(ServerCondition::haproxyStatus)
            .distinct()
            .toList();
    return ofStates(status, states, server -> ServerCondition.of(status, server).haproxyStatus());
  }

  static List<MeterSample> checkStatus(StatusSnapshot status) {
    List<String> verdicts = Arrays.stream(CheckStatus.values()).map(Enum::name).toList();
    return ofStates(
        status,
        verdicts,
        server ->
            status
                .server(server)
                .check()
                .flatMap(CheckedServer::last)
                .map(result -> result.status().name())
                .orElse(""));
  }

  static List<MeterSample> checkDuration(StatusSnapshot status) {
    return MeterSample.ofServers(
        status,
        snapshot ->
            snapshot
                .check()
                .flatMap(CheckedServer::last)
                .map(result -> MeterSample.seconds(result.duration())));
  }

  static List<MeterSample> lag(StatusSnapshot status) {
    return MeterSample.ofServers(
        status,
        snapshot -> {
          OptionalLong lag = ReplicationLag.lagBytes(status, snapshot.server());
          return lag.isPresent() ? Optional.of((double) lag.getAsLong()) : Optional.empty();
        });
  }

  private static MeterSample changed(RoleChange change, double value) {
    return MeterSample.of(
        value,
        Map.of(
            "kind", change.kind().word(),
            "cause", change.cause().map(Cause::word).orElse(""),
            "from", change.from().map(Server::displayName).orElse(""),
            "to", change.to().displayName()));
  }

  /** {@return a set of states for each server: 1 for the one that it is in, 0 for the others} */
  private static List<MeterSample> ofStates(
      StatusSnapshot status, List<String> states, Function<Server, String> present) {
    List<MeterSample> samples = new ArrayList<>();
    for (Server server : Server.values()) {
      String now = present.apply(server);
      for (String state : states) {
        samples.add(
            MeterSample.ofServer(status, server, MeterSample.flag(state.equals(now)))
                .with("state", state));
      }
    }
    return samples;
  }
}

package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.configuration.StartException;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameWatchTest {
  private static final Endpoint BACKUP = new Endpoint("10.0.0.2", 6379, Set.of("backup"));
  private final List<Endpoints> moves = new ArrayList<>();
  private Optional<Endpoint> master = Optional.of(at("10.0.0.1"));
  private Optional<Endpoint> backup = Optional.of(BACKUP);
  private final NameWatch watch =
      new NameWatch(
          new Endpoints(at("10.0.0.1"), BACKUP),
          server -> server == Server.MASTER ? found(master) : found(backup),
          moves::add);

  @Test
  void tellsOfAServerWhoseNameMeansAnotherAddress() {
    watch.look();
    assertThat(moves).isEmpty();
    master = Optional.of(at("10.0.0.9"));
    watch.look();
    watch.look();
    assertThat(moves).containsExactly(new Endpoints(at("10.0.0.9"), BACKUP));
  }

  @Test
  void keepsAnAddressThatIsStillOneOfSeveral() {
    master = Optional.of(new Endpoint("10.0.0.9", 6379, Set.of("master", "10.0.0.9", "10.0.0.1")));
    watch.look();
    assertThat(moves).isEmpty();
  }

  @Test
  void followsOneNameWhileTheOtherOneIsNotKnown() {
    backup = Optional.empty();
    master = Optional.of(at("10.0.0.9"));
    watch.look();
    assertThat(moves).containsExactly(new Endpoints(at("10.0.0.9"), BACKUP));
  }

  @Test
  void movesNobodyToTheAddressOfTheOtherServer() {
    master = Optional.of(at("10.0.0.2"));
    watch.look();
    assertThat(moves).isEmpty();
  }

  @Test
  void keepsTheAddressOfANameThatIsNotKnownForNow() {
    master = Optional.empty();
    watch.look();
    assertThat(moves).isEmpty();
  }

  private static Endpoint found(Optional<Endpoint> server) throws StartException {
    return server.orElseThrow(() -> new StartException("unknown"));
  }

  private static Endpoint at(String address) {
    return new Endpoint(address, 6379, Set.of("master", address));
  }
}

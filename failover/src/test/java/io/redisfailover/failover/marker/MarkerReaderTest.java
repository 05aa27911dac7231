package io.redisfailover.failover.marker;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisfailover.failover.model.Marker;
import io.redisfailover.failover.model.Markers;
import io.redisfailover.failover.model.Server;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkerReaderTest {
  private static final MarkerKeys KEYS = MarkerKeys.parse("1".repeat(MarkerKeys.SHORTEST));
  private static final MarkerKeys OTHERS = MarkerKeys.parse("2".repeat(MarkerKeys.SHORTEST));
  private static final String HISTORY = "a".repeat(40);
  private static final Marker SEVEN = new Marker(7, Server.MASTER);

  /** What a server replies that carries the markers of an epoch of Master. */
  private static List<String> replies(Marker epoch) {
    List<String> codes =
        MarkerLibrary.write(epoch, HISTORY, KEYS).subList(0, 2).stream()
            .map(List::getLast)
            .map(code -> "library_code\n" + code)
            .map(field -> "library_name\nx\n" + field)
            .toList();
    return List.of(codes.getFirst(), "", codes.getLast());
  }

  @Test
  void theSameRepliesAreReadOnce() {
    MarkerReader reader = new MarkerReader(KEYS);
    List<String> replies = replies(SEVEN);
    Markers read = reader.read(replies);
    assertThat(read).isEqualTo(Markers.of(SEVEN, HISTORY));
    assertThat(reader.read(new ArrayList<>(replies))).isSameAs(read);
    assertThat(reader.with(MarkerKeys.parse("1".repeat(MarkerKeys.SHORTEST)))).isSameAs(reader);
  }

  @Test
  void repliesThatHaveChangedAreReadAnew() {
    MarkerReader reader = new MarkerReader(KEYS);
    reader.read(replies(SEVEN));
    Marker nine = new Marker(9, Server.MASTER);
    assertThat(reader.read(replies(nine))).isEqualTo(Markers.of(nine, HISTORY));
    assertThat(reader.read(List.of("", "", ""))).isEqualTo(Markers.NONE);
  }

  @Test
  void otherKeysVerifyAnew() {
    MarkerReader reader = new MarkerReader(KEYS);
    List<String> replies = replies(SEVEN);
    reader.read(replies);
    assertThat(reader.with(OTHERS)).isNotEqualTo(reader);
    assertThat(reader.with(OTHERS).read(replies)).isEqualTo(Markers.flawed(Markers.Flaw.FOREIGN));
  }
}

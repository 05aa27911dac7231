package io.redisfailover.failover.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkersTest {
  private static final Marker SEVEN = new Marker(7, Server.MASTER);

  @Test
  void aMarkerIsReadBackAsItWasWritten() {
    assertThat(Marker.parse(SEVEN.text())).contains(SEVEN);
    assertThat(Marker.parse(SEVEN.next().text())).contains(SEVEN.next());
    assertThat(SEVEN.text()).isEqualTo("7 master");
    assertThat(SEVEN.next().text()).isEqualTo("10 backup");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "7", "master 7", "7 Master", "8 master", "7 backup", "-7 master", "07 master"})
  void anythingElseIsNoMarker(String text) {
    assertThat(Marker.parse(text)).isEmpty();
  }

  @Test
  void noServerCanCarryTheOthersNumber() {
    assertThatThrownBy(() -> new Marker(7, Server.BACKUP)).hasMessageContaining("epoch 7");
    assertThatThrownBy(() -> new Epoch(2, Server.MASTER, "id")).hasMessageContaining("epoch 2");
  }

  @ParameterizedTest
  @EnumSource(Server.class)
  void aMoveBeatsAnUnparkThatRacedIt(Server server) {
    Epoch epoch = new Epoch(Epoch.numberBeyond(20, server), server, "id");
    assertThat(epoch.numberAfterMove()).isGreaterThan(epoch.numberInPlace());
    assertThat(server.other().owns(epoch.numberAfterMove())).isTrue();
    assertThat(server.owns(epoch.numberInPlace())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 9, 10})
  void aColdStartsNumberIsBeyondEveryOther(long highest) {
    for (Server server : Server.values()) {
      long number = Epoch.numberBeyond(highest, server);
      assertThat(number).isBetween(highest + 1, highest + 2);
      assertThat(server.owns(number)).isTrue();
    }
  }

  @Test
  void aPromotionLeavesTheNextMarkerToCount() {
    Markers promoted = Markers.of(SEVEN).promoted(Server.MASTER, true);
    assertThat(promoted.effective()).contains(new Marker(10, Server.BACKUP));
    assertThat(promoted.complete()).isFalse();
  }

  @Test
  void aPromotionThatArrivesTwiceDeletesNothingWrittenSince() {
    Markers written = Markers.of(SEVEN).promoted(Server.MASTER, true).written(SEVEN.next());
    assertThat(written.promoted(Server.MASTER, true)).isEqualTo(written);
    assertThat(written.complete()).isTrue();
  }

  @Test
  void aWrongNextMarkerIsDeletedRatherThanBelieved() {
    assertThat(Markers.of(SEVEN).promoted(Server.MASTER, false).effective()).isEmpty();
  }

  @Test
  void ofTwoEpochsTheNewerOneCounts() {
    Markers both =
        new Markers(
            java.util.Optional.of(SEVEN),
            java.util.Optional.of(SEVEN.next()),
            java.util.Optional.empty());
    assertThat(both.effective()).contains(SEVEN.next());
    assertThat(both.complete()).isFalse();
  }
}

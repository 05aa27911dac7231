package io.redisfailover.failover.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.failover.model.Markers.Flaw;
import java.util.Optional;
import java.util.Set;
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

  private static final String OLD = "the history of epoch 7";
  private static final String NEW = "the history of epoch 10";
  private static final Markers OF_SEVEN = Markers.of(SEVEN, OLD);

  @Test
  void aPromotionLeavesTheNextMarkerToCount() {
    Markers promoted = OF_SEVEN.promoted(Server.MASTER, true);
    assertThat(promoted.effective(Optional.of(OLD))).contains(new Marker(10, Server.BACKUP));
    assertThat(promoted.areOf(new Epoch(10, Server.BACKUP, NEW))).isFalse();
  }

  @Test
  void whatAnyoneMayHaveDeletedIsNoPromotion() {
    Markers deleted = OF_SEVEN.promoted(Server.MASTER, true);
    assertThat(deleted.effective(Optional.empty())).contains(SEVEN);
    assertThat(deleted.effective(Optional.of(NEW))).contains(SEVEN);
  }

  @Test
  void anOlderMarkerThatWasPutBackDoesNotCount() {
    Markers mixed =
        new Markers(
            Optional.empty(), Optional.of(new Marker(4, Server.BACKUP)), OF_SEVEN.next(), Set.of());
    assertThat(mixed.effective(Optional.empty())).contains(SEVEN);
  }

  @Test
  void aPromotionThatArrivesTwiceDeletesNothingWrittenSince() {
    Markers written = OF_SEVEN.promoted(Server.MASTER, true).written(SEVEN.next(), NEW);
    assertThat(written.promoted(Server.MASTER, true)).isEqualTo(written);
    assertThat(written.areOf(new Epoch(10, Server.BACKUP, NEW))).isTrue();
  }

  @Test
  void aWrongNextMarkerIsDeletedRatherThanBelieved() {
    assertThat(OF_SEVEN.promoted(Server.MASTER, false).effective(Optional.of(OLD))).isEmpty();
  }

  @Test
  void ofTwoEpochsTheNewerOneCounts() {
    Markers both =
        new Markers(Optional.of(SEVEN), Optional.of(SEVEN.next()), Optional.empty(), Set.of());
    assertThat(both.effective(Optional.empty())).contains(SEVEN.next());
    assertThat(both.areOf(new Epoch(10, Server.BACKUP, NEW))).isFalse();
  }

  @Test
  void markersOfAFormerKeyCountAndThoseWithAnotherFlawDoNotFit() {
    Epoch epoch = new Epoch(7, Server.MASTER, OLD);
    assertThat(withFlaw(OF_SEVEN, Flaw.FORMER_KEY).areOf(epoch)).isTrue();
    assertThat(withFlaw(OF_SEVEN, Flaw.UNSIGNED).areOf(epoch)).isFalse();
    assertThat(OF_SEVEN.areOf(new Epoch(7, Server.MASTER, NEW)))
        .describedAs("the next marker follows on another history")
        .isFalse();
  }

  private static Markers withFlaw(Markers markers, Flaw flaw) {
    return new Markers(markers.master(), markers.backup(), markers.next(), Set.of(flaw));
  }
}

package io.redisfailover.bench.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttackTest {
  /** What two processors bear beside everything else, at six ports. */
  private static final double MOST_MOVES_A_SECOND = 50;

  private static final int MOVES = 100;

  @Test
  void areTogetherMorePeersThanAnHttpPortTakes() {
    assertThat(Arrays.stream(Attack.values()).mapToInt(Attack::peers).sum()).isGreaterThan(64);
  }

  @ParameterizedTest
  @EnumSource
  void areSlowEnoughForASmallMachine(Port port) {
    assertThat(Arrays.stream(Attack.values()).mapToDouble(it -> movesASecond(it, port)).sum())
        .isLessThan(MOST_MOVES_A_SECOND);
  }

  @ParameterizedTest
  @EnumSource
  void cutARequestAfterEachOfItsBytes(Port port) {
    int length = port.request().length;
    Set<Integer> lengths = new HashSet<>();
    for (int connection = 0; connection < length; connection++) {
      Move first = Attack.RESET_AT_EACH_BYTE.next(port, connection, 0);
      lengths.add(((Move.Send) first).bytes().length);
      assertThat(Attack.RESET_AT_EACH_BYTE.next(port, connection, 1))
          .isInstanceOf(Move.Reset.class);
    }
    assertThat(lengths).containsAll(IntStream.rangeClosed(1, length).boxed().toList());
  }

  @ParameterizedTest
  @EnumSource
  void neverEndASlowRequest(Port port) {
    byte[] request = port.request();
    for (int move = 0; move < request.length - 1; move++) {
      assertThat(((Move.Send) Attack.SLOW.next(port, 0, move)).bytes())
          .containsExactly(request[move]);
    }
    assertThat(Attack.SLOW.next(port, 0, request.length - 1)).isInstanceOf(Move.Wait.class);
    assertThat(Attack.SLOW.next(port, 0, 10 * request.length)).isInstanceOf(Move.Wait.class);
  }

  @Test
  void sendAWholeClientHello() {
    byte[] hello = ((Move.Send) Attack.TLS.next(Port.CLIENTS, 0, 0)).bytes();
    assertThat(hello).hasSize(5 + hello[4]);
  }

  /** {@return how often its peers at one port send or close in a second, over some moves} */
  private static double movesASecond(Attack attack, Port port) {
    double seconds = 0;
    int busy = 0;
    int connection = 0;
    int move = 0;
    for (int i = 0; i < MOVES; i++) {
      Move next = attack.next(port, connection, move++);
      seconds += next.rest().toMillis() / 1_000.0;
      busy += next instanceof Move.Wait ? 0 : 1;
      if (next instanceof Move.Close || next instanceof Move.Reset) {
        connection++;
        move = 0;
      }
    }
    return attack.peers() * busy / seconds;
  }
}

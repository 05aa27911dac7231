package io.redisfailover.proxy.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.redisfailover.controlapi.supervision.Supervisor;
import io.redisfailover.failover.model.Endpoint;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.LinkTarget;
import io.redisfailover.failover.model.Server;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AddressBookTest {
  private final Supervisor supervisor = new Supervisor((sentence, defect) -> {});
  private static final Endpoints NAMES =
      new Endpoints(new Endpoint("master.test", 6379), new Endpoint("backup.test", 6379));

  private final Map<String, List<String>> names = new ConcurrentHashMap<>();
  private final AtomicInteger lookUps = new AtomicInteger();

  @Test
  void knowsAnAddressAtOnceAndANameWhenItIsFound() {
    try (AddressBook book =
        book(new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("backup.test", 6380)))) {
      assertThat(book.of(Server.MASTER)).contains(new InetSocketAddress("10.0.0.1", 6379));
      assertThat(book.of(Server.BACKUP)).isEmpty();
      names.put("backup.test", List.of("10.0.0.2"));
      awaitAddress(book, Server.BACKUP, "10.0.0.2", 6380);
    }
  }

  @Test
  void keepsTheAddressOfANameThatIsKnownNoMore() {
    names.put("master.test", List.of("10.0.0.1"));
    try (AddressBook book = book(NAMES)) {
      awaitAddress(book, Server.MASTER, "10.0.0.1", 6379);
      names.remove("master.test");
      int before = lookUps.get();
      await().until(() -> lookUps.get() > before + 2);
      assertThat(book.of(Server.MASTER)).contains(new InetSocketAddress("10.0.0.1", 6379));
    }
  }

  @Test
  void staysAtOneOfSeveralAddressesInWhateverOrderTheyCome() {
    names.put("master.test", List.of("10.0.0.1", "10.0.0.2"));
    try (AddressBook book = book(NAMES)) {
      awaitAddress(book, Server.MASTER, "10.0.0.1", 6379);
      names.put("master.test", List.of("10.0.0.2", "10.0.0.1"));
      int before = lookUps.get();
      await().until(() -> lookUps.get() > before + 2);
      assertThat(book.of(Server.MASTER)).contains(new InetSocketAddress("10.0.0.1", 6379));
    }
  }

  @Test
  void followsANameAndTellsWhichServerHasMoved() {
    names.put("master.test", List.of("10.0.0.1"));
    names.put("backup.test", List.of("10.0.0.2"));
    List<Server> moved = new CopyOnWriteArrayList<>();
    try (AddressBook book = book(NAMES)) {
      awaitAddress(book, Server.MASTER, "10.0.0.1", 6379);
      awaitAddress(book, Server.BACKUP, "10.0.0.2", 6379);
      book.onMove(moved::add);
      names.put("backup.test", List.of("10.0.0.3"));
      awaitAddress(book, Server.BACKUP, "10.0.0.3", 6379);
      await().until(() -> moved.equals(List.of(Server.BACKUP)));
    }
  }

  @Test
  void letsNoLookUpThatBeganBeforeAPushOverwriteIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    AddressBook.NameService slow =
        name -> {
          asked.countDown();
          try {
            answer.await();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
          return new InetAddress[] {new InetSocketAddress("10.9.9.9", 1).getAddress()};
        };
    try (AddressBook book = new AddressBook(NAMES, supervisor, slow)) {
      asked.await();
      book.replace(new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("10.0.0.2", 6379)));
      answer.countDown();
      book.replace(
          new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("backup.test", 6379)));
      // Names are looked up one after the other: the slow look-up is over by then.
      awaitAddress(book, Server.BACKUP, "10.9.9.9", 6379);
      assertThat(book.of(Server.MASTER)).contains(new InetSocketAddress("10.0.0.1", 6379));
    }
  }

  @Test
  void knowsAReplicasMasterByTheAddressThatItsNameMeansAndByAFormerOne() {
    names.put("master.test", List.of("10.0.0.1"));
    try (AddressBook book = book(NAMES)) {
      awaitAddress(book, Server.MASTER, "10.0.0.1", 6379);
      assertThat(target(book, "10.0.0.1")).isEqualTo(LinkTarget.PEER);
      names.put("master.test", List.of("10.0.0.7"));
      awaitAddress(book, Server.MASTER, "10.0.0.7", 6379);
      assertThat(target(book, "10.0.0.7")).isEqualTo(LinkTarget.PEER);
      assertThat(target(book, "10.0.0.1")).isEqualTo(LinkTarget.PEER);
      assertThat(target(book, "10.0.0.8")).isEqualTo(LinkTarget.FOREIGN);
    }
  }

  @Test
  void knowsNoMasterByAnAddressThatTheReplicaItselfHasByNow() {
    names.put("master.test", List.of("10.0.0.1"));
    names.put("backup.test", List.of("10.0.0.2"));
    try (AddressBook book = book(NAMES)) {
      awaitAddress(book, Server.MASTER, "10.0.0.1", 6379);
      awaitAddress(book, Server.BACKUP, "10.0.0.2", 6379);
      names.put("master.test", List.of("10.0.0.2"));
      names.put("backup.test", List.of("10.0.0.1"));
      awaitAddress(book, Server.MASTER, "10.0.0.2", 6379);
      awaitAddress(book, Server.BACKUP, "10.0.0.1", 6379);
      assertThat(target(book, "10.0.0.1")).isEqualTo(LinkTarget.FOREIGN);
      assertThat(target(book, "10.0.0.2")).isEqualTo(LinkTarget.PEER);
    }
  }

  @Test
  void knowsAnAddressOfSixteenBytesHoweverItIsWritten() {
    try (AddressBook book =
        book(new Endpoints(new Endpoint("fd00::1", 6379), new Endpoint("fd00::2", 6379)))) {
      assertThat(target(book, "fd00::1")).isEqualTo(LinkTarget.PEER);
      assertThat(target(book, "fd00:0:0:0:0:0:0:1")).isEqualTo(LinkTarget.PEER);
    }
  }

  @Test
  void knowsAServerWhereItsReplicaFollowsItAlsoAfterAPush() {
    Endpoints pushed =
        new Endpoints(new Endpoint("10.0.0.1", 6379), new Endpoint("10.0.0.2", 6379));
    try (AddressBook book = book(pushed)) {
      assertThat(book.endpoints().target(Server.BACKUP, "172.18.0.2", 7001))
          .isEqualTo(LinkTarget.FOREIGN);
      book.followedAt(Server.MASTER, new Endpoint("172.18.0.2", 7001));
      book.replace(pushed);
      assertThat(book.endpoints().target(Server.BACKUP, "172.18.0.2", 7001))
          .isEqualTo(LinkTarget.PEER);
      assertThat(book.of(Server.MASTER)).contains(new InetSocketAddress("10.0.0.1", 6379));
    }
  }

  @Test
  void goesOnLookingUpAfterAnyDefect() {
    AtomicInteger calls = new AtomicInteger();
    AddressBook.NameService defective =
        name ->
            switch (calls.incrementAndGet()) {
              case 1 -> throw new IllegalStateException("a test");
              case 2 -> throw new OutOfMemoryError("a test");
              case 3 -> throw new StackOverflowError("a test");
              default -> new InetAddress[] {InetAddress.getByName("10.0.0.1")};
            };
    try (AddressBook book = new AddressBook(NAMES, supervisor, defective)) {
      awaitAddress(book, Server.MASTER, "10.0.0.1", 6379);
    }
    assertThat(supervisor.report().defects()).isEqualTo(3);
  }

  private static LinkTarget target(AddressBook book, String masterHost) {
    return book.endpoints().target(Server.BACKUP, masterHost, 6379);
  }

  private static void awaitAddress(AddressBook book, Server server, String host, int port) {
    await().until(() -> book.of(server).equals(Optional.of(new InetSocketAddress(host, port))));
  }

  private AddressBook book(Endpoints endpoints) {
    return new AddressBook(endpoints, supervisor, this::lookUp);
  }

  private InetAddress[] lookUp(String name) throws UnknownHostException {
    lookUps.incrementAndGet();
    List<String> found = names.getOrDefault(name, List.of());
    if (found.isEmpty()) {
      throw new UnknownHostException(name);
    }
    InetAddress[] addresses = new InetAddress[found.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = InetAddress.getByName(found.get(i));
    }
    return addresses;
  }
}

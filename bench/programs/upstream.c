// A NIM that answers every request with a fixed body: at once, or from SIGUSR2 to SIGHUP after a delay. It reads a request
// to its end first, as a NIM does; nginx does not, and a client that is answered in the middle of its body hangs up.
// /nim-100/v1/ranking is answered with <folder>/nim-100.json. Only 127.0.0.1, only content-length, no pipelining.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum { MAX_ANSWERS = 64, MAX_HEAD = 16384, MAX_EVENTS = 256 };

typedef struct {
  char name[64], *bytes;
  size_t length;
} Answer;

typedef struct Connection {
  int fd;
  char head[MAX_HEAD];
  size_t head_length;
  long long body_left;
  const Answer *answer;  // Of the request under way; NULL between two.
  size_t sent;
  int waits_for_room;
  long long due;  // Nanoseconds; while it is in the queue.
  int is_queued, is_closed;
  struct Connection *next;
} Connection;

static Answer answers[MAX_ANSWERS], not_found, length_required;
static int answer_count, epoll_fd, timer_fd;
static long long delay_ns;
static volatile sig_atomic_t is_slow;
// The delay is the same for all, so who comes first is due first.
static Connection *first_due, *last_due;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static long long now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static Answer make_answer(const char *name, const char *status, const char *body, size_t length) {
  Answer answer = {0};
  snprintf(answer.name, sizeof answer.name, "%s", name);
  answer.bytes = malloc(length + 256);
  int head = sprintf(answer.bytes, "HTTP/1.1 %s\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n\r\n", status, length);
  memcpy(answer.bytes + head, body, length);
  answer.length = head + length;
  return answer;
}

static void load_answers(const char *folder) {
  DIR *directory = opendir(folder);
  if (!directory) fail(folder);
  for (struct dirent *entry; (entry = readdir(directory));) {
    char *dot = strstr(entry->d_name, ".json");
    if (!dot || answer_count == MAX_ANSWERS) continue;
    char path[4096], name[64];
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    snprintf(name, sizeof name, "%.*s", (int)(dot - entry->d_name), entry->d_name);
    FILE *file = fopen(path, "rb");
    if (!file) fail(path);
    fseek(file, 0, SEEK_END);
    size_t length = ftell(file);
    char *body = malloc(length + 1);
    rewind(file);
    if (fread(body, 1, length, file) != length) fail(path);
    fclose(file);
    answers[answer_count++] = make_answer(name, "200 OK", body, length);
    free(body);
  }
  closedir(directory);
}

static void watch(Connection *connection, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = connection};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, connection->fd, &event);
}

static void hang_up(Connection *connection) {
  close(connection->fd);
  connection->is_closed = 1;
  if (!connection->is_queued) free(connection);
}

static void arm_timer(void) {
  struct itimerspec at = {.it_value = {first_due->due / 1000000000LL, first_due->due % 1000000000LL}};
  timerfd_settime(timer_fd, TFD_TIMER_ABSTIME, &at, NULL);
}

/** Sends what the socket takes; the rest when there is room. Returns 0 when the connection is gone. */
static int send_answer(Connection *connection) {
  const Answer *answer = connection->answer;
  while (connection->sent < answer->length) {
    ssize_t sent = send(connection->fd, answer->bytes + connection->sent, answer->length - connection->sent, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
      if (!connection->waits_for_room) watch(connection, EPOLLIN | EPOLLOUT);
      connection->waits_for_room = 1;
      return 1;
    }
    if (sent < 0) return hang_up(connection), 0;
    connection->sent += sent;
  }
  if (connection->waits_for_room) watch(connection, EPOLLIN);
  connection->waits_for_room = connection->head_length = 0;
  connection->answer = NULL;
  return 1;
}

static int answer_request(Connection *connection) {
  connection->sent = 0;
  if (!is_slow) return send_answer(connection);
  connection->due = now_ns() + delay_ns, connection->is_queued = 1, connection->next = NULL;
  if (last_due) last_due->next = connection;
  else first_due = connection;
  last_due = connection;
  if (first_due == connection) arm_timer();
  return 1;
}

static void answer_due(void) {
  unsigned long long expirations;
  if (read(timer_fd, &expirations, sizeof expirations) < 0 && errno != EAGAIN) fail("timer");
  while (first_due && first_due->due <= now_ns()) {
    Connection *connection = first_due;
    first_due = connection->next;
    if (!first_due) last_due = NULL;
    connection->is_queued = 0;
    if (connection->is_closed) free(connection);
    else send_answer(connection);
  }
  if (first_due) arm_timer();
}

static const Answer *choose_answer(const char *head) {
  if (strcasestr(head, "\r\ntransfer-encoding:")) return &length_required;
  const char *path = strchr(head, '/');
  size_t length = path ? strcspn(path + 1, "/ ?") : 0;
  for (int i = 0; i < answer_count; i++) {
    if (strlen(answers[i].name) == length && !memcmp(answers[i].name, path + 1, length)) return &answers[i];
  }
  return &not_found;
}

/** Returns 0 when the connection is gone or has nothing more to read now. */
static int read_head(Connection *connection) {
  size_t room = MAX_HEAD - 1 - connection->head_length;
  ssize_t got = recv(connection->fd, connection->head + connection->head_length, room, 0);
  if (got < 0 && errno == EAGAIN) return 0;
  if (got <= 0) return hang_up(connection), 0;
  connection->head_length += got;
  connection->head[connection->head_length] = 0;
  char *end = strstr(connection->head, "\r\n\r\n");
  if (!end) return connection->head_length < MAX_HEAD - 1 ? 1 : (hang_up(connection), 0);
  size_t after = connection->head_length - (end + 4 - connection->head);
  end[2] = 0;
  const char *length = strcasestr(connection->head, "\r\ncontent-length:");
  connection->body_left = (length ? atoll(length + 17) : 0) - (long long)after;
  connection->answer = choose_answer(connection->head);
  return connection->body_left > 0 ? 1 : answer_request(connection);
}

static int drop_body(Connection *connection) {
  // On TCP, MSG_TRUNC throws bytes away without copying them: tcp(7).
  ssize_t got = recv(connection->fd, NULL, connection->body_left, MSG_TRUNC);
  if (got < 0 && errno == EAGAIN) return 0;
  if (got <= 0) return hang_up(connection), 0;
  connection->body_left -= got;
  return connection->body_left > 0 ? 1 : answer_request(connection);
}

static void serve(Connection *connection, uint32_t events) {
  if (events & EPOLLOUT && !connection->is_queued && connection->answer && !send_answer(connection)) return;
  if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR))) return;
  if (!connection->answer) {
    read_head(connection);
  } else if (connection->body_left > 0) {
    drop_body(connection);
  } else {
    // Its answer is waiting or on its way, so this can only be the end.
    char byte;
    if (recv(connection->fd, &byte, 1, 0) <= 0 && errno != EAGAIN) hang_up(connection);
  }
}

static void accept_all(int listener) {
  for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0;) {
    Connection *connection = calloc(1, sizeof *connection);
    connection->fd = fd;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
  }
}

static void on_signal(int signal) { is_slow = signal == SIGUSR2; }

static int listen_on(int port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) fail("bind");
  if (listen(listener, 4096) < 0) fail("listen");
  return listener;
}

int main(int argc, char **argv) {
  if (argc != 4) return fprintf(stderr, "usage: upstream <port> <delay in µs> <folder>\n"), 2;
  delay_ns = atoll(argv[2]) * 1000;
  not_found = make_answer("", "404 Not Found", "{}", 2);
  length_required = make_answer("", "411 Length Required", "{}", 2);
  load_answers(argv[3]);
  not_found = make_answer("", "404 Not Found", "{}", 2);
  length_required = make_answer("", "411 Length Required", "{}", 2);
  signal(SIGUSR2, on_signal);
  signal(SIGHUP, on_signal);
  int listener = listen_on(atoi(argv[1]));
  epoll_fd = epoll_create1(0);
  timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  // Their addresses tell these two from connections.
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = &listener};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, listener, &event);
  event.data.ptr = &timer_fd;
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, timer_fd, &event);
  for (struct epoll_event events[MAX_EVENTS];;) {
    int count = epoll_wait(epoll_fd, events, MAX_EVENTS, -1), is_due = 0;
    for (int i = 0; i < count; i++) {
      if (events[i].data.ptr == &listener) accept_all(listener);
      else if (events[i].data.ptr == &timer_fd) is_due = 1;
      else serve(events[i].data.ptr, events[i].events);
    }
    // At the end: it may free connections that this turn has events of.
    if (is_due) answer_due();
  }
}

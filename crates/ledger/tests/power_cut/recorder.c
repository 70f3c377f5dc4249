/* Preloaded into a program: writes down, in their order, all changes that it makes to the files of one directory.
 *
 * KAZASHI_RECORD_DIR  the directory, absolute and without links
 * KAZASHI_RECORD_LOG  the log, outside that directory
 *
 * A record: one letter, descriptor (u32), number (u64), length of the bytes (u32), bytes; numbers as this machine has
 * them. The letters: O opened (bytes: name; number: 1 when that made the file, 2 when it emptied it), W written (number:
 * offset), T truncated (number: size), S synced, C closed, U unlinked (name), R renamed (name, 0, name), X something
 * that this recorder cannot follow (what). The shared memory of a write-ahead log (-shm) is left out: SQLite empties it
 * at the first opening after a cut. Names are relative to the directory; "" is the directory itself.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define DESCRIPTORS 4096

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *directory;
static size_t directory_length;
static int log_descriptor = -1;
static char followed[DESCRIPTORS];

__attribute__((constructor)) static void start(void) {
  const char *log = getenv("KAZASHI_RECORD_LOG");
  directory = getenv("KAZASHI_RECORD_DIR");
  if (!log || !directory) return;
  directory_length = strlen(directory);
  log_descriptor = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log_descriptor < 0) abort();
}

static void record(char letter, int descriptor, uint64_t number, const void *bytes, size_t length) {
  uint32_t of = (uint32_t)descriptor, size = (uint32_t)length;
  char head[17];
  head[0] = letter;
  memcpy(head + 1, &of, 4);
  memcpy(head + 5, &number, 8);
  memcpy(head + 13, &size, 4);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
  if (syscall(SYS_writev, log_descriptor, parts, 2) != (long)(sizeof head + length)) abort();
}

/* The name inside the directory, or NULL for what is not followed. */
static const char *name_of(const char *path) {
  if (log_descriptor < 0 || !path || strncmp(path, directory, directory_length)) return NULL;
  const char *rest = path + directory_length;
  if (*rest == '/') rest++;
  else if (*rest) return NULL;
  size_t length = strlen(rest);
  if (length >= 4 && !strcmp(rest + length - 4, "-shm")) return NULL;
  return rest;
}

static int is_followed(int descriptor) {
  return log_descriptor >= 0 && descriptor >= 0 && descriptor < DESCRIPTORS && followed[descriptor];
}

#define LOCKED(type, call)            \
  pthread_mutex_lock(&lock);          \
  type result = (call);               \
  int error = errno

#define UNLOCKED                      \
  pthread_mutex_unlock(&lock);        \
  errno = error;                      \
  return result

static int opened(int at, const char *path, int flags, mode_t mode) {
  const char *name = at == AT_FDCWD || (path && *path == '/') ? name_of(path) : NULL;
  struct stat before;
  int was_there = name && fstatat(AT_FDCWD, path, &before, 0) == 0;
  LOCKED(int, (int)syscall(SYS_openat, at, path, flags, mode));
  if (result >= 0 && result < DESCRIPTORS) followed[result] = name != NULL;
  if (result >= DESCRIPTORS && name) record('X', 0, 0, "descriptor", 10);
  if (result >= 0 && name) {
    uint64_t how = !was_there ? 1 : flags & O_TRUNC ? 2 : 0;
    record('O', result, how, name, strlen(name));
    if ((flags & O_TMPFILE) == O_TMPFILE) record('X', result, 0, "O_TMPFILE", 9);
  }
  UNLOCKED;
}

#define OPEN(name)                                                    \
  int name(const char *path, int flags, ...) {                        \
    va_list rest; va_start(rest, flags);                              \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                     \
    return opened(AT_FDCWD, path, flags, mode);                       \
  }
#define OPENAT(name)                                                  \
  int name(int at, const char *path, int flags, ...) {                \
    va_list rest; va_start(rest, flags);                              \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                     \
    return opened(at, path, flags, mode);                             \
  }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

int close(int descriptor) {
  LOCKED(int, (int)syscall(SYS_close, descriptor));
  if (is_followed(descriptor)) {
    record('C', descriptor, 0, "", 0);
    followed[descriptor] = 0;
  }
  UNLOCKED;
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
  if (!is_followed(descriptor)) return syscall(SYS_write, descriptor, bytes, length);
  LOCKED(ssize_t, syscall(SYS_write, descriptor, bytes, length));
  if (result > 0) {
    /* After writing, so that it is also right for a file that is opened to append. */
    off_t end = lseek(descriptor, 0, SEEK_CUR);
    record('W', descriptor, (uint64_t)(end - result), bytes, (size_t)result);
  }
  UNLOCKED;
}

static ssize_t written_at(int descriptor, const void *bytes, size_t length, off_t offset) {
  if (!is_followed(descriptor)) return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
  LOCKED(ssize_t, syscall(SYS_pwrite64, descriptor, bytes, length, offset));
  if (result > 0) record('W', descriptor, (uint64_t)offset, bytes, (size_t)result);
  UNLOCKED;
}
ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  return written_at(descriptor, bytes, length, offset);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) {
  return written_at(descriptor, bytes, length, offset);
}

static int truncated(int descriptor, off_t size) {
  LOCKED(int, (int)syscall(SYS_ftruncate, descriptor, size));
  if (result == 0 && is_followed(descriptor)) record('T', descriptor, (uint64_t)size, "", 0);
  UNLOCKED;
}
int ftruncate(int descriptor, off_t size) { return truncated(descriptor, size); }
int ftruncate64(int descriptor, off_t size) { return truncated(descriptor, size); }

static int synced(long call, int descriptor) {
  LOCKED(int, (int)syscall(call, descriptor));
  if (result == 0 && is_followed(descriptor)) record('S', descriptor, 0, "", 0);
  UNLOCKED;
}
int fsync(int descriptor) { return synced(SYS_fsync, descriptor); }
int fdatasync(int descriptor) { return synced(SYS_fdatasync, descriptor); }

static int unlinked(const char *path, int flags) {
  const char *name = name_of(path);
  LOCKED(int, (int)syscall(SYS_unlinkat, AT_FDCWD, path, flags));
  if (result == 0 && name) record('U', 0, 0, name, strlen(name));
  UNLOCKED;
}
int unlink(const char *path) { return unlinked(path, 0); }
int unlinkat(int at, const char *path, int flags) {
  if (at != AT_FDCWD && *path != '/') return (int)syscall(SYS_unlinkat, at, path, flags);
  return unlinked(path, flags);
}

int rename(const char *from, const char *to) {
  const char *old = name_of(from), *new = name_of(to);
  LOCKED(int, (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
  if (result == 0 && (old || new)) {
    char both[2 * PATH_MAX];
    size_t length = 0;
    if (old && new && strlen(old) + strlen(new) + 1 < sizeof both) {
      length = strlen(old) + 1 + strlen(new);
      strcpy(both, old);
      strcpy(both + strlen(old) + 1, new);
      record('R', 0, 0, both, length);
    } else {
      record('X', 0, 0, "rename", 6);
    }
  }
  UNLOCKED;
}

/* What is not followed must not be used unseen. */
#define NOT_FOLLOWED(descriptor, what) \
  if (is_followed(descriptor)) record('X', descriptor, 0, what, strlen(what))

static void *mapped(void *at, size_t length, int protection, int flags, int descriptor, off_t offset) {
  if (descriptor >= 0 && (flags & MAP_SHARED) && (protection & PROT_WRITE)) NOT_FOLLOWED(descriptor, "mmap");
  return (void *)syscall(SYS_mmap, at, length, protection, flags, descriptor, offset);
}
void *mmap(void *at, size_t length, int protection, int flags, int descriptor, off_t offset) {
  return mapped(at, length, protection, flags, descriptor, offset);
}
void *mmap64(void *at, size_t length, int protection, int flags, int descriptor, off_t offset) {
  return mapped(at, length, protection, flags, descriptor, offset);
}
ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  NOT_FOLLOWED(descriptor, "writev");
  return syscall(SYS_writev, descriptor, parts, count);
}
int fallocate(int descriptor, int mode, off_t offset, off_t length) {
  NOT_FOLLOWED(descriptor, "fallocate");
  return (int)syscall(SYS_fallocate, descriptor, mode, offset, length);
}
int posix_fallocate(int descriptor, off_t offset, off_t length) {
  NOT_FOLLOWED(descriptor, "fallocate");
  return syscall(SYS_fallocate, descriptor, 0, offset, length) ? errno : 0;
}
int posix_fallocate64(int descriptor, off_t offset, off_t length) { return posix_fallocate(descriptor, offset, length); }

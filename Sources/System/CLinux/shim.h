#ifndef MARTLET_CLINUX_SHIM_H
#define MARTLET_CLINUX_SHIM_H
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <malloc.h>
#include <stdint.h>
#include <string.h>
#include <sys/fanotify.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <syslog.h>
#include <unistd.h>

/* The C library shows O_PATH only to GNU sources, which Swift's import of it is not. */
static const int32_t martlet_o_path = __O_PATH;

/* openat2(2) has no wrapper in the C library, and Swift cannot call the variadic syscall(2). The path stays
   inside the directory `root`: absolute links and ".." are resolved as after a chroot. */
static inline int martlet_open_in_root(int root, const char *path, int flags) {
    struct open_how how = {
        .flags = (uint64_t)flags,
        .mode = 0,
        .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
    };
    /* While names move elsewhere the kernel cannot vouch for a ".." and asks to be asked again. */
    for (int attempt = 0; attempt < 1000; attempt++) {
        int descriptor = (int)syscall(SYS_openat2, root, path, &how, sizeof how);
        if (descriptor >= 0 || errno != EAGAIN) return descriptor;
    }
    return -1;
}

/* As above, and no symbolic link is followed anywhere: what is opened stands where its name says. With a root below
   zero the path is one of the process. */
static inline int martlet_open_without_links(int root, const char *path, int flags) {
    struct open_how how = {
        .flags = (uint64_t)flags,
        .mode = 0,
        .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | (root < 0 ? 0 : RESOLVE_IN_ROOT),
    };
    for (int attempt = 0; attempt < 1000; attempt++) {
        int descriptor = (int)syscall(SYS_openat2, root < 0 ? AT_FDCWD : root, path, &how, sizeof how);
        if (descriptor >= 0 || errno != EAGAIN) return descriptor;
    }
    return -1;
}

/* Reading a file for its content is not a use of it; only its owner and root may say so. */
static const int32_t martlet_o_noatime = __O_NOATIME;

/* ioctl(2) is variadic. The flags that chattr(1) shows; -1 when the file system has none. */
static inline int64_t martlet_file_flags(int descriptor) {
    int flags = 0;
    return ioctl(descriptor, _IOR('f', 1, long), &flags) == 0 ? (int64_t)(uint32_t)flags : -1;
}

/* readdir(3) allocates a stream and asks for the descriptor's flags and status, once a directory. The records of
   getdents64(2) as the kernel lays them out: 0 at the end, -1 with an error. */
static inline long martlet_directory_records(int descriptor, void *buffer, size_t size) {
    return syscall(SYS_getdents64, descriptor, buffer, size);
}

/* syslog(3) is variadic. */
static inline void martlet_log(int priority, const char *line) { syslog(priority, "%s", line); }

/* unshare(2) is shown only to GNU sources. The calling thread gets mounts, a network, names and message queues
   of its own; the other threads keep the process's. */
static inline int martlet_leave_shared_namespaces(void) {
    return (int)syscall(SYS_unshare, CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC);
}

/* Swift imports no statfs(2) from the C library. The magic number of the file system that holds an open file; 0 when
   the kernel does not tell. */
static inline uint32_t martlet_file_system(int descriptor) {
    struct statfs system;
    return fstatfs(descriptor, &system) == 0 ? (uint32_t)system.f_type : 0;
}

/* Which file system an open directory stands on, and by which mount: magic number, f_fsid, mount. Mounts have numbers
   that are never used again since Linux 6.8, and others before. */
static inline int martlet_file_system_identity(int descriptor, uint64_t identity[3]) {
    struct statfs system;
    uint64_t status[32];
    if (fstatfs(descriptor, &system) != 0) return -1;
    identity[0] = (uint32_t)system.f_type;
    __builtin_memcpy(&identity[1], &system.f_fsid, sizeof identity[1]);
    /* With AT_EMPTY_PATH the descriptor itself is asked about; the first word says what is known, the nineteenth
       is the mount (STATX_MNT_ID or STATX_MNT_ID_UNIQUE). */
    long code = syscall(SYS_statx, descriptor, "", 0x1000, 0x4000, status);
    identity[2] = code == 0 && (status[0] & 0x5000) ? status[18] : 0;
    return 0;
}

/* The handle by which the kernel knows a file whatever its name (name_to_handle_at(2)), as one number; 0 when the file
   system gives none. It holds the inode's generation: a number that is used for another file has another handle. */
static inline uint64_t martlet_file_handle(int directory, const char *name) {
    struct {
        uint32_t size;
        int32_t type;
        unsigned char bytes[128];
    } handle = {.size = sizeof handle.bytes};
    int mount;
    int code = (int)syscall(SYS_name_to_handle_at, directory, name, &handle, &mount, 0);
    /* Overlays give handles that identify but cannot be opened (AT_HANDLE_FID). */
    if (code != 0 && errno == EOPNOTSUPP) {
        handle.size = sizeof handle.bytes;
        code = (int)syscall(SYS_name_to_handle_at, directory, name, &handle, &mount, 0x200);
    }
    if (code != 0 || handle.size > sizeof handle.bytes) return 0;
    uint64_t number = 0xcbf29ce484222325 ^ (uint32_t)handle.type;
    for (uint32_t index = 0; index < handle.size; index++)
        number = (number ^ handle.bytes[index]) * 0x100000001b3;
    return number ? number : 1;
}

/* The name that a file system has in the events of fanotify(7); false when the kernel does not tell. */
static inline int martlet_file_system_id(int descriptor, uint64_t *id) {
    struct statfs system;
    if (fstatfs(descriptor, &system) != 0) return 0;
    memcpy(id, &system.f_fsid, sizeof *id);
    return 1;
}

/* open_by_handle_at(2) is shown only to GNU sources. The bytes are those of a struct file_handle. */
static inline int martlet_open_by_handle(int mount, const void *handle, int flags) {
    return (int)syscall(SYS_open_by_handle_at, mount, handle, flags);
}

/* capset(2) has no wrapper in the C library. Keeps the capabilities whose bits are set, for this thread and
   those that it starts, and lets no program that is executed gain any. */
static inline int martlet_keep_capabilities(uint32_t kept) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{kept, kept, 0}, {0, 0, 0}};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    return (int)syscall(SYS_capset, &header, data);
}
#endif

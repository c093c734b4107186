#ifndef MARTLET_CLINUX_SHIM_H
#define MARTLET_CLINUX_SHIM_H
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/openat2.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
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
    return (int)syscall(SYS_openat2, root, path, &how, sizeof how);
}

/* Swift imports no statfs(2) from the C library. The magic number of the file system that holds an open file; 0 when
   the kernel does not tell. */
static inline uint32_t martlet_file_system(int descriptor) {
    struct statfs system;
    return fstatfs(descriptor, &system) == 0 ? (uint32_t)system.f_type : 0;
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

#ifndef MARTLET_CBZIP2_SHIM_H
#define MARTLET_CBZIP2_SHIM_H
/* Streams only: files are opened by Swift. */
#define BZ_NO_STDIO
#include <bzlib.h>
#endif

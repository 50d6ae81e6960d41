// What canary_machine_test.py needs: the first two beside its machine, where the images of its memory and
// disks are, the last one inside.
//
//   canary_in_machine make
//     prints canaries, one a line: WHAT tab WORDS tab PART
//   canary_in_machine search CANARIES FILE...
//     prints what of such a list is in the files, one a line: WHAT tab FORM tab PARTS tab FILE tab OFFSET;
//     ends with 0 if nothing is, with 1 if anything is, with 2 if a file cannot be searched
//   canary_in_machine unprotected PROGRAM ...
//     runs a program whose calls to keep its memory from swap and from core files do nothing

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>
#include <cstddef>
#include <fstream>
#include <iostream>

#include "tests/visit/canaries.h"

namespace {

using namespace kiosk;

int make() {
  for (const tests::Canary& one : tests::Canaries().all)
    std::cout << one.what << '\t' << one.words << '\t' << one.part << '\n';
  return 0;
}

// Empty: not such a list.
std::vector<tests::Canary> read_canaries(const char* file) {
  std::vector<tests::Canary> canaries;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const std::size_t first = line.find('\t'), last = line.rfind('\t');
    if (first == last) return {};
    tests::Canary one{line.substr(0, first), line.substr(first + 1, last - first - 1), 0};
    const std::string_view part = std::string_view(line).substr(last + 1);
    std::from_chars(part.data(), part.data() + part.size(), one.part);
    if (one.words.empty() || one.part == 0) return {};
    canaries.push_back(std::move(one));
  }
  return canaries;
}

// A whole file as bytes; images are larger than what should be copied.
class FileView {
 public:
  explicit FileView(const char* file) {
    const int opened = open(file, O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (opened < 0 || fstat(opened, &info) != 0) return;
    size_ = static_cast<std::size_t>(info.st_size);
    start_ = size_ == 0 ? nullptr : mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, opened, 0);
    close(opened);
  }
  ~FileView() {
    if (is_open() && size_ > 0) munmap(start_, size_);
  }
  FileView(const FileView&) = delete;
  FileView& operator=(const FileView&) = delete;
  [[nodiscard]] bool is_open() const { return start_ != MAP_FAILED; }
  [[nodiscard]] base::ByteView bytes() const { return {static_cast<const base::Byte*>(start_), size_}; }

 private:
  void* start_ = MAP_FAILED;
  std::size_t size_ = 0;
};

int search(const char* list, const std::vector<const char*>& files) {
  const std::vector<tests::Canary> canaries = read_canaries(list);
  if (canaries.empty()) return 2;
  const tests::CanarySearch search = tests::search_for(canaries);
  bool any = false;
  for (const char* file : files) {
    const FileView view(file);
    if (!view.is_open()) return 2;
    for (const tests::CanarySearch::Hit& hit : search.search(view.bytes())) {
      any = true;
      std::cout << hit.what << '\t' << hit.form << '\t' << hit.parts << '\t' << file << '\t' << hit.at
                << '\n';
    }
  }
  return any ? 1 : 0;
}

struct Call {
  std::uint32_t number;
  std::uint32_t argument_at;
  std::uint32_t argument;
};
constexpr std::uint32_t kFirst = offsetof(seccomp_data, args), kSecond = kFirst + sizeof(std::uint64_t);
constexpr Call kProtections[] = {
    {SYS_mlockall, kFirst, MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT},
    {SYS_prctl, kFirst, PR_SET_DUMPABLE},
    {SYS_prlimit64, kSecond, RLIMIT_CORE},
};

// The kernel answers that it is done, and does nothing.
int run_unprotected(char** words) {
  std::vector<sock_filter> filter;
  for (const Call& call : kProtections) {
    filter.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call.number, 0, 3));
    filter.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, call.argument_at));
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call.argument, 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO));
  }
  filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return 2;
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) return 2;
  execv(words[0], words);
  return 127;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "make" && argc == 2) return make();
  if (what == "search" && argc > 3) return search(argv[2], {argv + 3, argv + argc});
  if (what == "unprotected" && argc > 2) return run_unprotected(argv + 2);
  return 2;
}

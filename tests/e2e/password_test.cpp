// What is kept of a password, and where the slow work of it is done: every hash of the process comes through
// here.
#include <dlfcn.h>
#include <gmock/gmock.h>
#include <pthread.h>
#include <sodium.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>

#include "app/app.h"
#include "hotline/v1/directory.pb.h"
#include "hotline/v1/session.pb.h"
#include "service/world.h"
#include "support/running_service.h"

namespace {

std::mutex guard;
std::map<std::string, int> hashed_by;  // threads by their names

void note_thread() {
  std::array<char, 16> name{};
  pthread_getname_np(pthread_self(), name.data(), name.size());
  const std::lock_guard lock(guard);
  ++hashed_by[name.data()];
}

template <class Function>
Function* of_sodium(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

// Stand before those of libsodium, note the thread, and go on there.
extern "C" int crypto_pwhash_str_alg(char* out, const char* password, unsigned long long size,
                                     unsigned long long passes, std::size_t memory, int algorithm) {
  note_thread();
  return of_sodium<decltype(crypto_pwhash_str_alg)>("crypto_pwhash_str_alg")(out, password, size, passes,
                                                                             memory, algorithm);
}
extern "C" int crypto_pwhash_str_verify(const char* kept, const char* password, unsigned long long size) {
  note_thread();
  return of_sodium<decltype(crypto_pwhash_str_verify)>("crypto_pwhash_str_verify")(kept, password, size);
}

namespace hotline::test {
namespace {

constexpr const char* network = "network";  // as the threads of net/server.cpp are named

bool a_thread_is_called(const std::string& wanted) {
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::string name;
    std::getline(std::ifstream(task.path() / "comm"), name);
    if (name == wanted) return true;
  }
  return false;
}

v1::SignInRequest sign_in(const std::string& login, const std::string& password) {
  v1::SignInRequest request;
  request.set_login(login);
  request.set_password(password);
  return request;
}

TEST(Passwords, AreKeptAsArgon2idOfAtLeastNineteenMebibytesAndTwoPasses) {
  RunningService service;
  const auto people = service.app().world().people.get();
  for (const auto& login : RunningService::logins()) {
    const auto* person = people->find_login(login);
    ASSERT_NE(person, nullptr) << login;
    unsigned memory_kib = 0, passes = 0, lanes = 0;
    ASSERT_EQ(std::sscanf(person->password_hash().c_str(), "$argon2id$v=19$m=%u,t=%u,p=%u$", &memory_kib,
                          &passes, &lanes),
              3)
        << login;
    EXPECT_GE(memory_kib, 19u * 1024) << login;
    EXPECT_GE(passes, 2u) << login;
  }
}

TEST(Passwords, AreHashedOnNoNetworkThreadWhoeverAsks) {
  RunningService service;
  service.as("admin").must<v1::WhoAmIResponse>(v1::WhoAmIRequest{});
  ASSERT_TRUE(a_thread_is_called(network)) << "the one that has just answered";
  const std::string who = "operator.hoa", wrong = "officer.district";  // whom the wrong one makes wait
  const auto after = [&](const std::function<void()>& asked) {
    {
      const std::lock_guard lock(guard);
      hashed_by.clear();
    }
    asked();
    const std::lock_guard lock(guard);
    EXPECT_FALSE(hashed_by.empty());
    EXPECT_EQ(hashed_by.count(network), 0u);
  };
  auto& admin = service.as("admin");
  after([&] { service.stranger().refusal(sign_in(wrong, "mật khẩu sai")); });
  after([&] { service.stranger().refusal(sign_in("khong.co.ai", "mật khẩu sai")); });
  after([&] { service.stranger().must<v1::SignInResponse>(sign_in(who, RunningService::password_of(who))); });
  after([&] {
    v1::ChangePasswordRequest change;
    change.set_old_password(RunningService::password_of("operator.lan"));
    change.set_new_password("một câu khác dễ nhớ");
    service.as("operator.lan").must<v1::ChangePasswordResponse>(change);
  });
  after([&] {
    v1::CreatePersonRequest create;
    create.set_login("nguoi.moi");
    create.set_name("Người Mới");
    auto* membership = create.add_memberships();
    membership->set_unit(tam_di);
    membership->set_role(record::v1::ROLE_OFFICER);
    admin.must<v1::CreatePersonResponse>(create);
  });
  after([&] {
    v1::ResetPasswordRequest reset;
    reset.set_person_id(service.id_of("officer.baoson"));
    admin.must<v1::ResetPasswordResponse>(reset);
  });
}

}  // namespace
}  // namespace hotline::test

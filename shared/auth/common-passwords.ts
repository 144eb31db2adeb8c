/**
 * The passwords that are tried first, in small letters. That these are common is known from every
 * list that was ever stolen; this one is written by hand, and holds only such as are long enough to
 * be taken at all. A real server asks a list of hundreds of thousands.
 */

const WORDS = `
12345678 123456789 1234567890 12345678910 0123456789 123123123 987654321 9876543210 11111111
111111111 1111111111 00000000 000000000 0000000000 22222222 33333333 44444444 55555555 66666666
77777777 88888888 99999999 999999999 12341234 12344321 123321123 11223344 1122334455 112233445566
12121212 123456123 123654789 147258369 159357456 741852963 789456123 963852741 147852369 159753456
10203040 1020304050 13131313 20202020 20252025 20262026 11112222 12345679 87654321 123454321
1234554321 55555333 12312312 12301230 01234567 09876543 1234512345 123456654321 1111111a a1111111
a1234567 a12345678 a123456789 1234567a 12345678a 123456789a 1a2b3c4d 1q2w3e4r 1q2w3e4r5t
1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx zaq1zaq1 zaq1xsw2 q1w2e3r4 q1w2e3r4t5
q1w2e3r4t5y6 qwer1234 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertyui qwertyuiop
qwertyuiop1 qwertz123 qwertzui azertyui azertyuiop asdfghjk asdfghjkl asdfasdf asdf1234 asdfqwer
zxcvbnm1 zxcvbnm123 zxcvzxcv qweqweqwe qweasdzxc qazwsxedc qazwsx123 qazqazqaz poiuytrewq
lkjhgfdsa mnbvcxz1 1234qwer 12345qwert 123qweasd 123qwe123 123qweasdzxc 12qwaszx abcd1234 abcdefgh
abcdefghi abcdefg1 abcde123 abc12345 abc123456 abc123abc abcabc123 aa123456 aaaaaaaa aaaaaaaaa
aaaa1111 aaa11111 aabbccdd asd12345 asd123456 qwe12345 qwe123456 zxc12345 password password1
password2 password3 password7 password9 password01 password10 password11 password12 password13
password21 password22 password99 password123 password1234 password12345 password! password1!
passwords passw0rd passw0rd1 p@ssw0rd p@ssword p@ssword1 p@ssw0rd1 pa55word pa$$word pa$$w0rd
passwort passwort1 motdepasse contraseña contrasena passpass passwort123 mypassword newpassword
mypass123 mypassword1 pass1234 pass12345 password1q letmein1 letmein123 letmein! welcome1 welcome2
welcome12 welcome123 welcome1234 welcome! welcome01 changeme changeme1 changeme123 change123
default1 defaultpassword administrator admin123 admin1234 admin12345 admin123456 administrator1
adminadmin root1234 rootroot toor1234 test1234 test12345 testtest testing1 testing123 tester123
guest123 guest1234 user1234 username temp1234 temporary temppass secret123 secret12 topsecret
mysecret login123 computer computer1 internet internet1 internet123 samsung1 samsung123 microsoft
microsoft1 windows1 windows10 windows7 google123 facebook facebook1 linkedin linkedin1 instagram
instagram1 whatsapp twitter1 youtube1 pokemon1 pokemon123 minecraft minecraft1 nintendo
playstation xbox3600 starwars starwars1 startrek superman superman1 superman123 batman123 batman12
spiderman spiderman1 ironman1 wolverine1 terminator matrix123 hellokitty snoopy12 scooby12
garfield tinkerbell butterfly butterfly1 princess princess1 princess12 princess123 sunshine
sunshine1 sunshine12 sunshine123 flower123 flowers1 rainbow1 rainbow12 iloveyou iloveyou1
iloveyou2 iloveyou12 iloveyou123 iloveu123 iloveme1 loveyou1 loveme12 lovelove lovers12 mylove123
loveyou2 ilovegod iloveyou! sweetheart sweety12 babygirl babygirl1 babyboy1 baby1234 honey123
darling1 beautiful beautiful1 gorgeous angel123 angels12 charlie1 charlie123 michael1 michael12
michael123 michelle michelle1 jennifer jennifer1 jessica1 jessica12 jordan23 jordan12 jordan123
anthony1 andrew12 andrew123 daniel12 daniel123 joshua12 matthew1 ashley12 ashley123 nicole12
nicole123 thomas12 thomas123 robert12 robert123 richard1 william1 george12 alexander alexander1
alexandra christian christian1 christina jonathan samantha samantha1 victoria victoria1 veronica
elizabeth elizabeth1 stephanie patricia isabella benjamin nicholas brandon1 justin12 football
football1 football12 football123 baseball baseball1 basketball basketball1 soccer12 soccer123
hockey12 liverpool liverpool1 liverpool123 barcelona barcelona1 realmadrid chelsea1 chelsea123
arsenal1 arsenal123 manchester manutd12 juventus galatasaray corinthians dolphins cowboys1
steelers steelers1 yankees1 redsox12 eagles12 lakers24 lakers12 mustang1 corvette ferrari1
porsche1 mercedes mercedes1 motorola harley12 kawasaki suzuki12 yamaha12 dragon12 dragon123
dragonball dragonball1 monkey12 monkey123 tigger12 tiger123 tigers12 elephant dolphin1 eagle123
phoenix1 shadow12 shadow123 master12 master123 masterkey killer12 killer123 hunter12 hunter123
ranger12 soldier1 warrior1 maverick midnight midnight1 moonlight starlight sunlight december
november september february october1 october12 january1 monday12 friday13 summer12 summer123
summer01 summer2024 summer2025 summer2026 winter12 winter123 winter2024 winter2025 winter2026
spring12 spring2025 spring2026 autumn2025 autumn2026 chocolate chocolate1 cookie12 cookie123
banana12 banana123 cheese12 cheese123 pepper12 pepper123 ginger12 orange12 peanut12 pumpkin1
strawberry cocacola cocacola1 whatever whatever1 trustno1 trustno1! nothing1 anything something
blahblah fuckyou1 fuckyou2 fuckyou123 fuckoff1 asshole1 asshole123 bullshit blink182 metallica
metallica1 greenday slipknot slipknot1 nirvana1 eminem12 beatles1 zeppelin jesus123 jesuschrist
jesus777 godisgood blessed1 blessing heaven12 freedom1 freedom123 forever1 forever21 success1
qwertyqwerty america1 canada12 brasil12 mexico12 germany1 england1 scotland ireland1 australia
newyork1 newyork123 california florida1 paris123 london12 london123 moscow123 istanbul zzzzzzzz
xxxxxxxx qqqqqqqq wwwwwwww llllllll ssssssss fffffff1 йцукенгш йцукенгшщз пароль123 любовь123
qwertyйцукен 1й2ц3у4к парольпароль привет123 наташа123
`;

export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));

"""The words of tear-off codes: short, plain, kind, and none like another.

Their order makes codes: never change it.
What holds of them is tested: small letters a to z, three to six of them, no two a single slip apart.
"""

from __future__ import annotations

IN_ORDER = """
acorn almond amber anchor apple apron arch arrow artist aspen atlas attic autumn avenue badger bagel baker
ballad bamboo banjo banner barley basil basket beach beacon beetle bell birch bird bonnet book bottle
branch brave breeze brick bridge bright bronze broom broth brush bubble bucket bugle bus butter button
cabin cactus cake calm camera canal candle canoe canvas canyon carpet carrot cashew castle cedar celery
chalk chart chatty cheer cheese cherry chess chime cinema circle citrus clay clever cliff clock cloud
coach coast cobble cobweb cocoa coffee coin comet comic conker copper coral corner cosy cove cradle crayon
crisp cube cumin cup curry cycle dahlia daisy damson dance dawn dazzle deer desk dial diary dinner dome
domino donut door dragon dream drift drum duck duet eagle early earth easy echo eclair eggcup eight elbow
elm engine fabric falcon family farm feast fence fennel fern ferry field film finch flag flask flower
fluffy foam folk fondue forest fossil fox fresh friend frog frost fruit fudge fuzzy gadget galaxy gallop
garden garlic gate gazebo gecko gem gentle gift ginger gleam glider globe glossy goblet gold goose grape
grass gravel green grotto grove guitar hamlet hammer happy harp hat hawk hazel heath hedge hello helmet
herb heron hill hinge hobby hockey holly honey hoop hotel house humble humour icicle icing idea igloo
indigo inlet iris island ivory ivy jacket jaguar jar jelly jersey jetty jewel jigsaw juice jumbo jumper
jungle kayak kettle kite kitten kiwi koala lace ladder ladle lagoon lamp lark laugh leaf legend lemon
lemur lentil letter lilac lily lime linen lion lively lizard llama lodge lotus lucky lunch lupin magic
magnet magpie mallet mango maple marble market marsh meadow medal melody midday mint mirror moat mole moon
mosaic moss museum music napkin nature needle nest nimble noodle novel nutmeg oak oasis ocean olive omelet
onion opal orange orbit orchid otter ounce oven owl oyster paddle paint palace panda paper parade parcel
pasta pastry path patio peanut pearl pebble pencil penny pepper petal piano pickle picnic pigeon pillow
pilot pine pizza planet plate plenty plum pocket poem polite pollen pond poppy porch potato puffin puppet
purple puzzle quest quiet quiz rabbit radio radish raft raisin rapid raven recipe reef ribbon rice ripple
river robin robot rope rowan ruby rug ruler sailor salad sand sandal satin saucer scarf scroll season seed
seesaw seven shadow shawl sheep shelf shiny shirt shoe signal silk silver skate sketch sky smile smooth
snail snooze snow snug soap sock sofa spade spark spice spiral splash sponge spoon spring sprout squash
squeak stamp star steam stitch stone stool stork straw street stripe sugar summer sun sunny sunset supper
surf sushi swan sweet swift swing syrup table tassel taxi teapot teddy tennis tent thirty thread thumb
ticket tidy tiger timber tingle tiptoe tomato topaz tower trail tram treat trifle trio trout tulip tunnel
turnip turtle twelve twenty twig uphill valley vase velvet violet violin vivid voyage waffle wagon walnut
waltz water wave weaver wheat wheel whisk wicker wiggle window winter wombat wonder wool world wren yarn
yellow yogurt zebra zigzag zip zoo
"""

WORDS: tuple[str, ...] = tuple(IN_ORDER.split())
